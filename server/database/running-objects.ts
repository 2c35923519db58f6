import type { Knex } from "knex";
import { given, rowsOf } from "./given.ts";

interface Row {
  repository: string;
  environment: string;
  object: string;
  app: string;
}

/** An app in an environment. */
type Owner = Omit<Row, "object">;

const OWNER = { repository: "text", environment: "text", app: "text" } as const;

/** Which Kubernetes objects each app has in an environment, as manifests/object-keys.ts writes them. */
export function runningObjects(db: Knex) {
  const table = () => db<Row>("running_objects");
  return {
    /** Puts objects of apps in the place of those that they had. */
    async replace(owned: readonly { owner: Owner; objects: readonly string[] }[]): Promise<void> {
      const owners = given(
        db,
        OWNER,
        owned.map(({ owner: { repository, environment, app } }) => ({ repository, environment, app })),
      );
      await rowsOf(
        db,
        `DELETE FROM running_objects AS r WHERE EXISTS (SELECT 1 FROM ${owners.from}
         WHERE given.repository = r.repository AND given.environment = r.environment AND given.app = r.app)`,
        owners.bindings,
      );
      await add(db, owned);
    },
    /** Puts what lies in an environment in the place of all that was known of it, and notes that it is known. */
    async fill(
      { repository, environment }: Omit<Owner, "app">,
      owned: readonly { app: string; objects: readonly string[] }[],
    ): Promise<void> {
      await table().where({ repository, environment }).delete();
      await add(
        db,
        owned.map(({ app, objects }) => ({ owner: { repository, environment, app }, objects })),
      );
      await db("object_ledgers").insert({ repository, environment }).onConflict().ignore();
    },
    /** Forgets what lies in the environments of a repository: it is read from there again. */
    async forget(repository: string): Promise<void> {
      await table().where({ repository }).delete();
      await db("object_ledgers").where({ repository }).delete();
    },
    /** The environments of which it is known what lies there. */
    async filled(repository: string): Promise<Set<string>> {
      const rows = await db<Row>("object_ledgers").where({ repository }).select("environment");
      return new Set(rows.map(({ environment }) => environment));
    },
    /** Who has these objects, as far as anybody does. */
    async owners(
      repository: string,
      objects: readonly { environment: string; object: string }[],
    ): Promise<{ environment: string; object: string; app: string }[]> {
      const { from, bindings } = given(db, { environment: "text", object: "text" }, objects);
      return rowsOf(
        db,
        `SELECT DISTINCT r.environment, r.object, r.app FROM running_objects AS r, ${from}
         WHERE r.repository = ? AND r.environment = given.environment AND r.object = given.object
         ORDER BY r.environment, r.object`,
        [...bindings, repository],
      );
    },
  };
}

/** Another app may have had an object until now: what was written last is what lies in the repository. */
async function add(db: Knex, owned: readonly { owner: Owner; objects: readonly string[] }[]): Promise<void> {
  const rows = new Map<string, Row>();
  for (const { owner, objects } of owned)
    for (const object of objects) rows.set(`${owner.environment} ${object}`, { ...owner, object });
  if (rows.size === 0) return;
  const { from, bindings } = given(db, { ...OWNER, object: "text" }, [...rows.values()]);
  await rowsOf(
    db,
    `INSERT INTO running_objects (repository, environment, object, app)
     SELECT repository, environment, object, app FROM ${from} WHERE true
     ON CONFLICT (repository, environment, object) DO UPDATE SET app = excluded.app`,
    bindings,
  );
}
