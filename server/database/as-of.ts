import { DatabaseSync, type StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import type { Knex } from "knex";
import { rethrow } from "./outage.ts";

/** Tells one state of the database from another. */
export interface AsOf {
  /**
   * A text that is another after every commit, whoever made it, on any replica: while it is the same, whatever is read is
   * the same. It is no older than the call.
   */
  read(): Promise<string>;
  close(): void;
}

/** SQLite counts for each connection how often others have committed; so it is asked on one that never writes. */
export function asOfSqlite(file: string): AsOf {
  let observer: DatabaseSync | undefined;
  let version: StatementSync | undefined;
  const open = () => {
    observer = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    return observer.prepare("PRAGMA data_version");
  };
  const ask = async () => String((version ??= open()).get()!["data_version"]);
  return { read: sharingNext(() => ask().catch(rethrow)), close: () => observer?.close() };
}

/** Milliseconds: everybody waits for this one query, also where its connection leads nowhere any more. */
const PATIENCE = 5000;

/**
 * PostgreSQL says which transactions a query sees. With it goes since when the server runs, because the numbers of its
 * transactions begin again where a backup is restored.
 */
export function asOfPostgres(db: Knex): AsOf {
  const ask = async () => {
    const { rows } = await db
      .raw<{ rows: { as_of: string }[] }>(
        "SELECT extract(epoch FROM pg_postmaster_start_time()) || ' ' || pg_current_snapshot() AS as_of",
      )
      .timeout(PATIENCE);
    return rows[0]!.as_of;
  };
  return { read: sharingNext(() => ask().catch(rethrow)), close: () => {} };
}

/**
 * All who call in one turn of the event loop, or while an answer is awaited, share the next. What was begun before a call is
 * too old for it.
 */
function sharingNext<T>(ask: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    const begin = async () => {
      await setImmediate();
      next = undefined;
      return ask();
    };
    if (!next) current = next = current.then(begin, begin);
    return next;
  };
}
