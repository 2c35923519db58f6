import type { Knex } from "knex";
import { databaseClock } from "./clock.ts";
import { present } from "./present.ts";

/** What changed, and when it was committed. Ids grow by one in the order of commits. */
export interface Event {
  id: number;
  type: string;
  /** By the database's clock. */
  at: number;
  app?: string;
  environment?: string;
  version?: string;
  deployment?: string;
  policy?: string;
  key?: string;
  code?: string;
}

interface Row {
  id: number;
  at: number;
  type: string;
  app: string | null;
  environment: string | null;
  version: string | null;
  deployment_id: string | null;
  policy: string | null;
  key_id: string | null;
  code: string | null;
}

/** What is told of writes; recording.ts adds to it. */
export function events(db: Knex) {
  const table = () => db<Row>("events");
  const last = async () => (await db<{ last: number }>("event_counter").first())!.last;
  return {
    /** The id of the last one; 0 before the first. */
    last,
    /** Those after an id, in their order. Where the first is not the next one, that is no longer kept. */
    async after(id: number, limit: number): Promise<Event[]> {
      return (await table().where("id", ">", id).orderBy("id").limit(limit)).map(toEvent);
    },
    /**
     * Removes the oldest, at most `limit`, as far as they are older than so many milliseconds and not among the newest
     * `count`. Returns how many. What is left has no gaps.
     */
    async removeOldest(keep: { milliseconds: number; count: number }, limit: number): Promise<number> {
      // What is from the future was written while the database's clock was wrong, and would keep all that comes after it.
      const clock = databaseClock(db);
      const isOld = db.raw(`at NOT BETWEEN ${clock} - ? AND ${clock} AS old`, [keep.milliseconds]);
      const oldest = await table()
        .select<{ id: number; old: boolean | number }[]>("id", isOld)
        .where("id", "<=", (await last()) - keep.count)
        .orderBy("id")
        .limit(limit);
      const firstKept = oldest.findIndex(({ old }) => !old);
      const removed = firstKept === -1 ? oldest : oldest.slice(0, firstKept);
      const end = removed.at(-1);
      return end === undefined ? 0 : table().where("id", "<=", end.id).delete();
    },
  };
}

const toEvent = (row: Row): Event =>
  present({
    id: row.id,
    type: row.type,
    at: row.at,
    app: row.app,
    environment: row.environment,
    version: row.version,
    deployment: row.deployment_id,
    policy: row.policy,
    key: row.key_id,
    code: row.code,
  });
