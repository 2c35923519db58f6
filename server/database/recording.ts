import type { Knex } from "knex";
import { databaseClock } from "./clock.ts";
import { isPostgres } from "./connection.ts";
import { given } from "./given.ts";

/** What is told of a write: which things changed, not what they are now. */
export interface Recorded {
  type: EventType;
  app?: string | null;
  environment?: string | null;
  version?: string | null;
  deployment?: string | null;
  policy?: string | null;
  key?: string | null;
  /** Why, where a deployment failed or is stalled. */
  code?: string | null;
}

export type EventType =
  | `version.${"drafted" | "published" | "expired"}`
  | `deployment.${"queued" | "writing" | "stalled" | "deployed" | "failed" | "superseded"}`
  | `app.${"registered" | "updated" | "archived" | "restored"}`
  | `policy.${"set" | "deleted"}`
  | `hold.${"set" | "released"}`
  | `key.${"created" | "revoked"}`;

/** Tells of a write of the same transaction. */
export type Tell = (...events: Recorded[]) => void;

/**
 * Runs writes together with the events that tell of them: both are committed, or neither. A table's writes get their
 * `record` only here, so that none can be made without it.
 */
export type Recording = <T>(work: (db: Knex, record: Tell) => Promise<T>) => Promise<T>;

/** Each in a transaction of its own; `onRecorded` is called after a commit with events. */
export function recordingTransactions(db: Knex, onRecorded: () => void): Recording {
  return async (work) => {
    const events: Recorded[] = [];
    const result = await db.transaction(async (transaction) => {
      const done = await work(transaction, (...some) => void events.push(...some));
      // At the very end: the counter is locked from here to the commit, after everything else, and so never the wrong way round.
      if (events.length > 0) await append(transaction, events);
      return done;
    });
    if (events.length > 0) onRecorded();
    return result;
  };
}

const TOLD = {
  type: "text",
  app: "text",
  environment: "text",
  version: "text",
  deployment_id: "text",
  policy: "text",
  key_id: "text",
  code: "text",
} as const;

/** Whoever holds the counter's row commits before the next one counts on: ids have no gaps, and are committed in their order. */
async function append(db: Knex, events: readonly Recorded[]): Promise<void> {
  const rows = events.map(({ deployment, key, ...event }, index) => ({
    ...{ app: null, environment: null, version: null, policy: null, code: null },
    ...event,
    ...{ nth: index + 1, deployment_id: deployment ?? null, key_id: key ?? null },
  }));
  const { from, bindings } = given(db, { nth: "bigint", ...TOLD }, rows);
  const names = Object.keys(TOLD).join(", ");
  const count = "UPDATE event_counter SET last = last + ?";
  const insert = (counter: string) =>
    `INSERT INTO events (id, at, ${names})
     SELECT counter.last - ? + given.nth, ${databaseClock(db)}, ${names}
     FROM ${from} CROSS JOIN ${counter} AS counter`;
  // PostgreSQL is elsewhere: one way there instead of two.
  if (isPostgres(db)) {
    const sql = `WITH counted AS (${count} RETURNING last) ${insert("counted")}`;
    return void (await db.raw(sql, [events.length, events.length, ...bindings]));
  }
  await db.raw(count, [events.length]);
  await db.raw(insert("event_counter"), [events.length, ...bindings]);
}
