import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { BlobStore } from "./domain/ports.ts";
import { expireDrafts, removeDueBlobs } from "./domain/versions/expire.ts";

const EVERY = 60_000;
/** How much is read and done in one go. */
const ROUND = 100;
/** Events that are forgotten in one go; a busy minute records more than a round. */
const EVENTS = 2000;
/** A reader that was away for a night goes on where it was, and so does one that was cut off while very much happened. */
const KEPT = { milliseconds: 24 * 60 * 60 * 1000, count: 100_000 };
/** Milliseconds that a round may go on once smithd stops, as with a storage that says nothing. What is left is due later. */
const FINISH_WITHIN = 2000;

interface Tools {
  database: Database;
  blobs: BlobStore;
  now: () => number;
}

/** Expires drafts, removes the objects they leave behind and forgets old events, once a minute. Replicas may do it at the same time. */
export function startHousekeeping({ log, ...tools }: Tools & { log: Logger }): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let stopping = false;
  const work = async () => {
    try {
      const done = await sweep(tools, () => stopping);
      if (Object.values(done).some((count) => count > 0)) log.info(done, "housekeeping");
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
  const untilDone = async (limit: number, round: (limit: number) => Promise<number>) => {
    for (let total = 0; ;) {
      const done = await round(limit);
      total += done;
      if (done < limit || isStopping()) return total;
    }
  };
  return {
    expired: await untilDone(ROUND, (limit) => expireDrafts(database, now(), limit)),
    forgotten: await untilDone(EVENTS, (limit) => database.events.removeOldest(KEPT, limit)),
    // Last: a storage that refuses it stands in the way of nothing else.
    removed: await untilDone(ROUND, (limit) => removeDueBlobs(database, blobs, now(), limit)),
  };
}
