import type { VersionMetadata } from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Database, Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { Hold } from "../../database/holds.ts";
import type { Version } from "../../database/versions.ts";
import type { EnvironmentDirectory } from "../environments.ts";
import { findApp } from "../apps.ts";
import { versionNotPublished } from "../errors.ts";
import { newId } from "../new-id.ts";
import { selectDeployments, type Obstacles, type Skipped } from "../policies/match.ts";
import { findVersion } from "../versions/find.ts";
import { isEarlier } from "./status.ts";

export interface DeploymentRequest {
  app: string;
  version: string;
  environment: string;
  reason?: string;
  adopt: boolean;
  caller: string;
}

interface Tools {
  database: Database;
  environments: EnvironmentDirectory;
  nudge: () => void;
  now: () => number;
}

/**
 * Queues a person's deployment of a published version. Throws `app-unknown`, `version-unknown`, `version-not-published`
 * or `environment-unknown`.
 */
export async function requestDeployment(tools: Tools, request: DeploymentRequest): Promise<Deployment> {
  const { database } = tools;
  const app = await findApp(database, request.app);
  const version = await findVersion(database, request.app, request.version);
  if (version.status !== "published") throw versionNotPublished(app.name, version.id, version.status);
  await tools.environments.require(request.environment);
  const deployment = await database.transaction(async (tables) => {
    const accepted: Deployment = {
      ...queued(app, version, version.metadata, request.environment, await accept(tables, app, tools.now)),
      kind: "manual",
      adopt: request.adopt,
      requestedBy: request.caller,
      ...(request.reason && { reason: request.reason }),
    };
    await tables.deployments.insert(accepted);
    await holdIfGoingBack(tables, accepted, version);
    return accepted;
  });
  tools.nudge();
  return deployment;
}

/**
 * Locks the app and returns the time at which what follows is accepted: later than all that was accepted for it before,
 * whatever the clocks of replicas say. So deployments of one app are in the order in which each saw those before it.
 */
export async function accept(
  { apps, deployments }: Pick<Tables, "apps" | "deployments">,
  app: App,
  now: () => number,
): Promise<number> {
  await apps.lock(app.name);
  const last = await deployments.lastAcceptedAt(app.name);
  return Math.max(now(), last + 1);
}

/** What an app's policies ask for when one of its versions is published, not yet stored. The app is locked (`accept`). */
export async function requestAutomatic(
  tables: Tables,
  app: App,
  { version, metadata, now }: { version: Version; metadata: VersionMetadata; now: number },
): Promise<{ deployments: Deployment[]; skipped: Skipped[] }> {
  const rules = await tables.policies.all(app.name);
  const obstacles = await obstaclesOf(
    tables,
    app.name,
    metadata.git.branch,
    new Set(rules.map((r) => r.environment)),
  );
  const selection = selectDeployments(
    rules,
    { ...metadata.git, date: Date.parse(metadata.date) },
    (environment) => obstacles.get(environment)!,
  );
  const deployments = selection.deploy.map(({ policy, environment }): Deployment => ({
    ...queued(app, version, metadata, environment, now),
    kind: "auto",
    adopt: false,
    requestedBy: version.createdBy,
    policy,
  }));
  return { deployments, skipped: selection.skipped };
}

const queued = (
  app: App,
  version: Version,
  metadata: VersionMetadata | undefined,
  environment: string,
  now: number,
) => ({
  id: newId(now),
  repository: app.repository,
  app: app.name,
  versionUid: version.uid,
  version: version.id,
  ...(metadata?.git.branch !== undefined && { branch: metadata.git.branch }),
  environment,
  status: "queued" as const,
  createdAt: now,
});

/**
 * Going back is held at once, not only when it is written: a merge in between would bring the bad version back. What the
 * deployment is (a rollback or not) is settled when it is written.
 */
async function holdIfGoingBack(tables: Tables, deployment: Deployment, version: Version): Promise<void> {
  const running = await tables.runningVersions.find(
    deployment.repository,
    deployment.environment,
    deployment.app,
  );
  const [before] = running ? await tables.versions.ofUids([running.versionUid]) : [];
  if (before && isEarlier(version, before)) await tables.holds.set(holdOf(deployment));
}

/** The hold that a rollback sets, as old as the request for it: what is asked for later may end it. */
export const holdOf = (deployment: Deployment): Hold => ({
  app: deployment.app,
  environment: deployment.environment,
  reason: deployment.reason ?? `rolled back to ${deployment.version}`,
  heldBy: deployment.requestedBy,
  heldAt: deployment.createdAt,
  deploymentId: deployment.id,
});

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
