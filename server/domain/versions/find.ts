import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Version } from "../../database/versions.ts";
import { appUnknown, versionUnknown } from "../errors.ts";
import { nearMatch } from "../near-match.ts";

/** Throws `app-unknown`, naming the nearest name. */
export async function findApp({ apps }: Pick<Tables, "apps">, name: string): Promise<App> {
  const app = await apps.find(name);
  if (!app) throw appUnknown(name, nearMatch(name, await apps.names()));
  return app;
}

/** Throws `app-unknown` or `version-unknown`, naming the nearest id. Ids are looked up as they are written. */
export async function findVersion(
  tables: Pick<Tables, "apps" | "versions">,
  app: string,
  id: string,
): Promise<Version> {
  const version = await tables.versions.find(app, id);
  if (version?.id === id) return version;
  await findApp(tables, app);
  throw versionUnknown(app, id, version?.id ?? nearMatch(id, await tables.versions.recentIds(app)));
}
