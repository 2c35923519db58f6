import type { VersionMetadata } from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
import { selectDeployments, type Obstacles, type Skipped } from "../policies/match.ts";
import { branchOf, queued } from "./request.ts";

/** What an app's policies ask for when one of its versions is published, not yet stored. The app is locked (`lockActive`). */
export async function requestAutomatic(
  tables: Tables,
  app: App,
  { version, metadata, now }: { version: Version; metadata: VersionMetadata; now: number },
): Promise<{ deployments: Deployment[]; skipped: Skipped[] }> {
  const rules = await tables.policies.all(app.name);
  const environments = new Set(rules.map(({ environment }) => environment));
  const obstacles = await obstaclesOf(tables, app.name, metadata.git.branch, environments);
  const selection = selectDeployments(
    rules,
    { ...metadata.git, date: Date.parse(metadata.date) },
    (environment) => obstacles.get(environment)!,
  );
  const deployments = selection.deploy.map(({ policy, environment }): Deployment => ({
    ...queued(app, version, environment, now),
    ...branchOf(metadata),
    kind: "auto",
    adopt: false,
    holdsPolicies: false,
    requestedBy: version.createdBy,
    policy,
  }));
  return { deployments, skipped: selection.skipped };
}

async function obstaclesOf(
  tables: Tables,
  app: string,
  branch: string | undefined,
  environments: Set<string>,
): Promise<Map<string, Obstacles>> {
  const holds = await tables.holds.ofApps([app]);
  const obstacles = new Map<string, Obstacles>();
  for (const environment of environments) {
    const hold = holds.find((candidate) => candidate.environment === environment);
    const newestRequested =
      branch === undefined ? undefined : await tables.deployments.newestRequested(app, environment, branch);
    obstacles.set(environment, { ...(hold && { hold }), ...(newestRequested && { newestRequested }) });
  }
  return obstacles;
}
