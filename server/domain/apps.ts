import type { App } from "../database/apps.ts";
import type { Tables } from "../database/database.ts";
import { appArchived, appDiffers, appUnknown } from "./errors.ts";
import { nearMatch } from "./near-match.ts";
import { newId } from "./new-id.ts";
import { requireMet, type Precondition } from "./precondition.ts";

const FIELDS = ["description", "sourceUrl", "namespace"] as const;

/** What is said of an app. */
export type AppFields = Pick<App, (typeof FIELDS)[number]>;

/** A JSON merge patch (RFC 7396): null removes, what is not there stays. */
export type AppPatch = { [Field in keyof AppFields]?: string | null };

interface Tools {
  tables: Pick<Tables, "apps">;
  now: () => number;
}

/** Registers an app; the same registration again returns what is there. Throws `app-differs` or `app-archived`. */
export async function registerApp(
  { tables: { apps }, now }: Tools,
  registration: AppFields & Pick<App, "name" | "repository">,
): Promise<{ app: App; created: boolean }> {
  const app = { ...registration, revision: newId(), createdAt: now() };
  if (await apps.insert(app)) return { app, created: true };
  const existing = requireActive((await apps.find(app.name))!);
  const differing = FIELDS.filter((field) => (existing[field] ?? "") !== (app[field] ?? ""));
  if (differing.length > 0) throw appDiffers(app.name, differing);
  return { app: existing, created: false };
}

/** Changes what is said of an app. Throws `app-unknown`, `app-archived` or `precondition-failed`. */
export async function updateApp(
  tools: Tools,
  name: string,
  patch: AppPatch,
  precondition: Precondition,
): Promise<App> {
  return change(tools, name, precondition, (app) => patched(requireActive(app), patch));
}

/** Archives an app; what is archived stays as it is. Throws `app-unknown` or `precondition-failed`. */
export async function archiveApp(tools: Tools, name: string, precondition: Precondition): Promise<App> {
  return change(tools, name, precondition, (app) => ({ ...app, archivedAt: app.archivedAt ?? tools.now() }));
}

/** Restores an archived app; what is not archived stays as it is. Throws `app-unknown`. */
export async function restoreApp(tools: Tools, name: string): Promise<App> {
  return change(tools, name, { kind: "none" }, (app) => {
    const restored = { ...app };
    delete restored.archivedAt;
    return restored;
  });
}

/** Repeated only where another request changed the same app between our look and our write. */
async function change(
  { tables }: Tools,
  name: string,
  precondition: Precondition,
  changed: (app: App) => App,
): Promise<App> {
  for (;;) {
    const seen = await findApp(tables, name);
    requireMet(precondition, seen, "app");
    const app = { ...changed(seen), revision: newId() };
    if (sameFields(app, seen)) return seen;
    if (await tables.apps.replace(app, seen)) return app;
  }
}

function patched(app: App, patch: AppPatch): App {
  const changed = { ...app };
  for (const field of FIELDS) {
    const value = patch[field];
    if (value === null) delete changed[field];
    else if (value !== undefined) changed[field] = value;
  }
  return changed;
}

const sameFields = (a: App, b: App) =>
  a.archivedAt === b.archivedAt && FIELDS.every((field) => a[field] === b[field]);

/** Throws `app-unknown`, naming the nearest name. */
export async function findApp({ apps }: Pick<Tables, "apps">, name: string): Promise<App> {
  const app = await apps.find(name);
  if (!app) throw await unknownApp({ apps }, name);
  return app;
}

export const unknownApp = async ({ apps }: Pick<Tables, "apps">, name: string) =>
  appUnknown(name, nearMatch(name, await apps.names()));

/** One that takes versions and deployments. Throws `app-unknown` or `app-archived`. */
export async function findActiveApp(tables: Pick<Tables, "apps">, name: string): Promise<App> {
  return requireActive(await findApp(tables, name));
}

/** Throws `app-archived`. */
export function requireActive(app: App): App {
  if (app.archivedAt !== undefined) throw appArchived(app.name, app.archivedAt);
  return app;
}
