import type { Tables } from "../../database/database.ts";
import type { Hold } from "../../database/holds.ts";
import { findActiveApp, findApp } from "../apps.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { holdUnknown } from "../errors.ts";

interface Tools {
  tables: Pick<Tables, "apps" | "holds">;
  environments: EnvironmentDirectory;
  now: () => number;
}

/** Pauses auto-deployment of an app to an environment, or gives it a new reason. Throws `app-unknown`, `app-archived` or `environment-unknown`. */
export async function putHold(
  { tables, environments, now }: Tools,
  request: Pick<Hold, "app" | "environment" | "reason" | "heldBy">,
): Promise<{ hold: Hold; created: boolean }> {
  const { name: app } = await findActiveApp(tables, request.app);
  const { name: environment } = await environments.require(request.environment);
  const hold = { ...request, app, environment, heldAt: now() };
  const created = await tables.holds.set(hold);
  if (!created) await tables.holds.replace(hold);
  return { hold, created };
}

/** Resumes auto-deployment. Throws `app-unknown` or `hold-unknown`. */
export async function releaseHold(
  { tables }: Pick<Tools, "tables">,
  app: string,
  environment: string,
): Promise<void> {
  if (await tables.holds.release(app, environment)) return;
  await findApp(tables, app);
  throw holdUnknown(app, environment);
}
