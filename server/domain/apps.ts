import type { App } from "../database/apps.ts";
import type { Tables } from "../database/database.ts";
import { appDiffers, appUnknown } from "./errors.ts";
import { nearMatch } from "./near-match.ts";

const FIELDS = ["description", "sourceUrl", "namespace"] as const;

/** Registers an app; the same registration again returns what is there. Throws `app-differs`. */
export async function registerApp(
  { apps }: Pick<Tables, "apps">,
  registration: Omit<App, "createdAt">,
  now: number,
): Promise<{ app: App; created: boolean }> {
  const app = { ...registration, createdAt: now };
  if (await apps.insert(app)) return { app, created: true };
  const existing = (await apps.find(app.name))!;
  const differing = FIELDS.filter((field) => (existing[field] ?? "") !== (app[field] ?? ""));
  if (differing.length > 0) throw appDiffers(app.name, differing);
  return { app: existing, created: false };
}

/** Throws `app-unknown`, naming the nearest name. */
export async function findApp({ apps }: Pick<Tables, "apps">, name: string): Promise<App> {
  const app = await apps.find(name);
  if (!app) throw appUnknown(name, nearMatch(name, await apps.names()));
  return app;
}
