import type { Tables } from "../../database/database.ts";
import type { Version } from "../../database/versions.ts";
import { findApp } from "../apps.ts";
import { versionNotPublished, versionUnknown } from "../errors.ts";
import { nearMatch } from "../near-match.ts";

/** Throws `app-unknown` or `version-unknown`, naming the nearest id. Ids are looked up as they are written. */
export async function findVersion(
  tables: Pick<Tables, "apps" | "versions">,
  app: string,
  id: string,
): Promise<Version> {
  return requireVersion(tables, app, id, await tables.versions.find(app, id));
}

async function requireVersion(
  tables: Pick<Tables, "apps" | "versions">,
  app: string,
  id: string,
  version: Version | undefined,
): Promise<Version> {
  if (version?.id === id) return version;
  await findApp(tables, app);
  throw versionUnknown(app, id, version?.id ?? nearMatch(id, await tables.versions.recentIds(app)));
}

/** Throws what `findVersion` does, or `version-not-published`. */
export async function findPublishedVersion(
  tables: Pick<Tables, "apps" | "versions">,
  app: string,
  id: string,
): Promise<Version> {
  return requirePublished(tables, app, id, await tables.versions.find(app, id));
}

/** As `findPublishedVersion`, of what was looked up already. */
export async function requirePublished(
  tables: Pick<Tables, "apps" | "versions">,
  app: string,
  id: string,
  found: Version | undefined,
): Promise<Version> {
  const version = await requireVersion(tables, app, id, found);
  if (version.status !== "published") throw versionNotPublished(app, version.id, version.status);
  return version;
}
