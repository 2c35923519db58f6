import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { BlobStore } from "./domain/ports.ts";
import { expireDrafts, removeDueBlobs } from "./domain/versions/expire.ts";

const EVERY = 60_000;

/** Expires drafts and removes the objects they leave behind, once a minute. Replicas may do it at the same time. */
export function startHousekeeping({
  database,
  blobs,
  log,
  now,
}: {
  database: Database;
  blobs: BlobStore;
  log: Logger;
  now: () => number;
}): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const sweep = async () => {
    try {
      const expired = await expireDrafts(database, now());
      const removed = await removeDueBlobs(database, blobs, now());
      if (expired + removed > 0) log.info({ expired, removed }, "housekeeping");
    } catch (error) {
      log.warn({ err: error }, "housekeeping could not finish and tries again");
    }
  };
  const timer = setInterval(() => (running = running.then(sweep)), EVERY);
  return {
    stop() {
      clearInterval(timer);
      return running;
    },
  };
}
