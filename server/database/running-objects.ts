import type { Knex } from "knex";

interface Row {
  repository: string;
  environment: string;
  object: string;
  app: string;
}
/** An app in an environment. */
type Owner = Omit<Row, "object">;

/** Which Kubernetes objects each app has in an environment, as manifests/object-keys.ts writes them. */
export function runningObjects(db: Knex) {
  const table = () => db<Row>("running_objects");
  return {
    /** Puts an app's objects in the place of those that it had. */
    async replace({ repository, environment, app }: Owner, objects: readonly string[]): Promise<void> {
      await table().where({ repository, environment, app }).delete();
      for (let at = 0; at < objects.length; at += 200) {
        const rows = objects.slice(at, at + 200).map((object) => ({ repository, environment, object, app }));
        // Another app may have had one until now: what was written last is what lies in the repository.
        await table().insert(rows).onConflict(["repository", "environment", "object"]).merge();
      }
    },
    /** Which of these objects other apps have there. */
    async ofOthers(
      { repository, environment, app }: Owner,
      objects: readonly string[],
    ): Promise<{ object: string; app: string }[]> {
      const found: { object: string; app: string }[] = [];
      for (let at = 0; at < objects.length; at += 200)
        found.push(
          ...(await table()
            .where({ repository, environment })
            .whereIn("object", objects.slice(at, at + 200))
            .whereNot({ app })
            .select("object", "app")
            .orderBy("object")),
        );
      return found;
    },
  };
}
