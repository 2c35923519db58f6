import type { Tables } from "../../database/database.ts";
import { findActiveApp } from "../apps.ts";
import { selectDeployments, type Origin, type Selection } from "./match.ts";

/** Where a version of an app that is published now, from a branch or a tag, would be deployed by itself. Throws `app-unknown` or `app-archived`. */
export async function previewPolicies(
  tables: Pick<Tables, "apps" | "policies" | "holds">,
  app: string,
  origin: Omit<Origin, "date">,
): Promise<Selection> {
  await findActiveApp(tables, app);
  const holds = new Map((await tables.holds.ofApps([app])).map((hold) => [hold.environment, hold]));
  return selectDeployments(
    await tables.policies.all(app),
    // Newer than whatever was asked for.
    { ...origin, date: Infinity },
    (environment) => {
      const hold = holds.get(environment);
      return hold ? { hold } : {};
    },
  );
}
