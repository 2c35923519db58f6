import type { DatabaseSync } from "node:sqlite";

/** Milliseconds without a write. */
const QUIET = 100;

/** Pages in SQLite's log at which a commit takes them into the database all the same. */
export const PAGES_AT_MOST = 4000;

/**
 * Returns what is to be called with each write. SQLite takes what was committed from its log into the database in the middle
 * of some commit, which then takes ten times as long; where nothing was written for a moment, mostly nobody waits for it.
 * https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files
 */
export function checkpointWhenQuiet(connection: DatabaseSync): () => void {
  const checkpoint = () => {
    try {
      connection.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // It is closed or in a transaction, or the disk is full: a later commit does it, or says so.
    }
  };
  const timer = setTimeout(checkpoint, QUIET).unref();
  return () => void timer.refresh();
}
