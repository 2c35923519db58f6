import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { BlobStore } from "./domain/ports.ts";
import { expireDrafts, removeDueBlobs } from "./domain/versions/expire.ts";

const EVERY = 60_000;
/** How much is read and done in one go. */
const ROUND = 100;
/** Milliseconds that a round may go on once smithd stops, as with a storage that says nothing. What is left is due later. */
const FINISH_WITHIN = 2000;

interface Tools {
  database: Database;
  blobs: BlobStore;
  now: () => number;
}

/** Expires drafts and removes the objects they leave behind, once a minute. Replicas may do it at the same time. */
export function startHousekeeping({ log, ...tools }: Tools & { log: Logger }): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let stopping = false;
  const work = async () => {
    try {
      const { expired, removed } = await sweep(tools, () => stopping);
      if (expired + removed > 0) log.info({ expired, removed }, "housekeeping");
    } catch (error) {
      if (!stopping) log.warn({ err: error }, "housekeeping could not finish and tries again");
    }
  };
  const timer = setInterval(() => (running ??= work().finally(() => (running = undefined))), EVERY);
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await Promise.race([running, sleep(FINISH_WITHIN, undefined, { ref: false })]);
    },
  };
}

/** All that there is to tidy up, however much has gathered. */
export async function sweep({ database, blobs, now }: Tools, isStopping = () => false) {
  const untilDone = async (round: () => Promise<number>) => {
    for (let total = 0; ;) {
      const done = await round();
      total += done;
      if (done < ROUND || isStopping()) return total;
    }
  };
  return {
    expired: await untilDone(() => expireDrafts(database, now(), ROUND)),
    removed: await untilDone(() => removeDueBlobs(database, blobs, now(), ROUND)),
  };
}
