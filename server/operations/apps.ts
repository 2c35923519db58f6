import type { App as WireApp } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { App } from "../database/apps.ts";
import type { Tables } from "../database/database.ts";
import type { Deployment } from "../database/deployments.ts";
import type { Hold } from "../database/holds.ts";
import type { RunningVersion } from "../database/running-versions.ts";
import type { LatestVersion } from "../database/versions.ts";
import { archiveApp, findApp, registerApp, restoreApp, updateApp } from "../domain/apps.ts";
import { findAttempts } from "../domain/deployments/attempts.ts";
import { rollbackTarget } from "../domain/deployments/kinds.ts";
import { findDrift } from "../domain/drift.ts";
import type { EnvironmentDirectory } from "../domain/environments.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { deploymentToWire } from "./deployments.ts";
import { etag, precondition } from "./headers.ts";
import { holdToWire } from "./holds.ts";
import { timestamp } from "./timestamp.ts";

interface Tools {
  tables: Pick<Tables, "apps" | "deployments" | "holds" | "runningVersions" | "versions">;
  environments: EnvironmentDirectory;
  /** The id of the GitOps repository that this smithd serves. */
  repository: string;
  now: () => number;
}

export const appOperations = (tools: Tools) =>
  ({
    appList: async ({ query: { limit = 50, cursor, archived = false } }) => {
      const page = await tools.tables.apps.list(archived, { limit, ...(cursor && { cursor }) });
      return { status: 200, body: { ...page, items: await withEnvironments(tools, page.items) } };
    },
    appRegister: async ({ body }) => {
      const { app, created } = await registerApp(tools, { ...body, repository: tools.repository });
      const headers = { Location: `/v1/apps/${app.name}` };
      return { status: created ? 201 : 200, headers, body: await view(tools, app) };
    },
    appView: async ({ params }) => answer(tools, await findApp(tools.tables, params.app)),
    appUpdate: async ({ params, body, headers }) =>
      answer(tools, await updateApp(tools, params.app, body, precondition(headers))),
    appArchive: async ({ params, headers }) => {
      await archiveApp(tools, params.app, precondition(headers));
      return { status: 204 };
    },
    appRestore: async ({ params }) => answer(tools, await restoreApp(tools, params.app)),
  }) satisfies Partial<Handlers<Caller>>;

const answer = async (tools: Tools, app: App) => ({
  status: 200 as const,
  headers: { ETag: etag(app) },
  body: await view(tools, app),
});

async function view(tools: Tools, app: App): Promise<WireApp> {
  const [wire] = await withEnvironments(tools, [app]);
  const environments = wire!.environments.map(async (running) => {
    const { environment, version } = running;
    const current = await tools.tables.versions.find(app.name, version);
    const target = await rollbackTarget(tools.tables, app, environment, current);
    return { ...running, ...(target && { rollbackTo: target.id }) };
  });
  return { ...wire!, environments: await Promise.all(environments) };
}

async function withEnvironments(tools: Tools, apps: App[]): Promise<WireApp[]> {
  const { runningVersions, holds, versions } = tools.tables;
  const names = apps.map(({ name }) => name);
  const running = await runningVersions.ofApps(names);
  const deploymentIds = running.map(({ deploymentId }) => deploymentId);
  const shown = {
    drifted: await findDrift(tools, running),
    requesters: await tools.tables.deployments.requesters(deploymentIds),
  };
  const of = {
    attempts: Map.groupBy(await findAttempts(tools.tables, names, running), ({ app }) => app),
    running: Map.groupBy(running, ({ app }) => app),
    holds: Map.groupBy(await holds.ofApps(names), ({ app }) => app),
    latest: new Map((await versions.latest(names)).map((version) => [version.app, version])),
  };
  return apps.map((app) =>
    toWire(app, {
      attempts: of.attempts.get(app.name) ?? [],
      running: of.running.get(app.name) ?? [],
      holds: of.holds.get(app.name) ?? [],
      latest: of.latest.get(app.name),
      ...shown,
    }),
  );
}

/** What is shown of an app besides itself. */
interface Surroundings extends RunningFacts {
  attempts: Deployment[];
  running: RunningVersion[];
  holds: Hold[];
  latest: LatestVersion | undefined;
}

/** What is known of the deployments that run, by their ids. */
interface RunningFacts {
  /** Those whose folder is another now. */
  drifted: ReadonlySet<string>;
  /** Who asked for them. */
  requesters: ReadonlyMap<string, string>;
}

const toWire = (
  { name, description, sourceUrl, namespace, createdAt, archivedAt, revision }: App,
  { attempts, running, holds, latest, ...facts }: Surroundings,
): WireApp => ({
  name,
  ...(description !== undefined && { description }),
  ...(sourceUrl !== undefined && { sourceUrl }),
  ...(namespace !== undefined && { namespace }),
  createdAt: timestamp(createdAt),
  ...(archivedAt !== undefined && { archivedAt: timestamp(archivedAt) }),
  etag: etag({ revision }),
  ...(latest && { latestVersion: latestToWire(latest) }),
  holds: holds.map(holdToWire),
  environments: running.map((one) => ({
    environment: one.environment,
    ...runningToWire(
      one,
      holds.find((hold) => hold.environment === one.environment),
      facts,
    ),
  })),
  attempts: attempts.map(deploymentToWire),
});

const latestToWire = ({ id, publishedAt, branch, tag }: LatestVersion) => ({
  id,
  publishedAt: timestamp(publishedAt),
  ...(branch !== undefined && { branch }),
  ...(tag !== undefined && { tag }),
});

/** What runs somewhere, as apps and environments show it. */
export const runningToWire = (
  { version, deploymentId, deployedAt, commit }: RunningVersion,
  hold: Hold | undefined,
  { drifted, requesters }: RunningFacts,
) => ({
  version,
  deploymentId,
  deployedAt: timestamp(deployedAt),
  deployedBy: requesters.get(deploymentId)!,
  commit,
  drifted: drifted.has(deploymentId),
  ...(hold && { hold: holdToWire(hold) }),
});
