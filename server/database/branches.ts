import type { Knex } from "knex";

interface Row {
  repository: string;
  head_id: string | null;
  followed_id: string | null;
}

/** What replicas tell each other of the branch of a repository. */
export function branches(db: Knex) {
  const table = () => db<Row>("branches");
  return {
    /** The last head that is known to have been the remote's; undefined before the first push. */
    async head(repository: string): Promise<string | undefined> {
      return (await table().where({ repository }).first())?.head_id ?? undefined;
    },
    async setHead(repository: string, head: string): Promise<void> {
      await table().insert({ repository, head_id: head }).onConflict("repository").merge(["head_id"]);
    },
    /** The head of a rewritten branch that an operator said to follow; undefined where none did. */
    async followed(repository: string): Promise<string | undefined> {
      return (await table().where({ repository }).first())?.followed_id ?? undefined;
    },
    async follow(repository: string, head: string): Promise<void> {
      await table()
        .insert({ repository, head_id: head, followed_id: head })
        .onConflict("repository")
        .merge(["head_id", "followed_id"]);
    },
  };
}
