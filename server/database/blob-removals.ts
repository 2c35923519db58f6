import type { Knex } from "knex";

interface Row {
  key: string;
  due_at: number;
}

/** Blobs to be removed once no upload URL of theirs can be used any more. The database knows the keys: a bucket is never listed. */
export function blobRemovals(db: Knex) {
  const table = () => db<Row>("blob_removals");
  return {
    async add(keys: string[], dueAt: number): Promise<void> {
      for (let at = 0; at < keys.length; at += 200) {
        const rows = keys.slice(at, at + 200).map((key) => ({ key, due_at: dueAt }));
        await table().insert(rows).onConflict("key").ignore();
      }
    },
    async due(now: number, limit: number): Promise<string[]> {
      return (await table().where("due_at", "<=", now).orderBy("due_at").limit(limit)).map(({ key }) => key);
    },
    async postpone(keys: string[], dueAt: number): Promise<void> {
      await table().whereIn("key", keys).update({ due_at: dueAt });
    },
    async done(keys: string[]): Promise<void> {
      await table().whereIn("key", keys).delete();
    },
  };
}
