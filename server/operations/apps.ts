import type { App as WireApp } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { App } from "../database/apps.ts";
import type { Tables } from "../database/database.ts";
import type { Hold } from "../database/holds.ts";
import type { RunningVersion } from "../database/running-versions.ts";
import { findApp, registerApp } from "../domain/apps.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { timestamp } from "./timestamp.ts";

interface Tools {
  tables: Pick<Tables, "apps" | "holds" | "runningVersions">;
  /** The id of the GitOps repository that this smithd serves. */
  repository: string;
  now: () => number;
}

export const appOperations = ({ tables, repository, now }: Tools) =>
  ({
    appList: async ({ query: { limit = 50, cursor } }) => {
      const page = await tables.apps.list({ limit, ...(cursor && { cursor }) });
      return { status: 200, body: { ...page, items: await withEnvironments(tables, page.items) } };
    },
    appRegister: async ({ body }) => {
      const { app, created } = await registerApp(tables, { ...body, repository }, now());
      const [wire] = await withEnvironments(tables, [app]);
      return { status: created ? 201 : 200, headers: { Location: `/v1/apps/${app.name}` }, body: wire! };
    },
    appView: async ({ params }) => {
      const [wire] = await withEnvironments(tables, [await findApp(tables, params.app)]);
      return { status: 200, body: wire! };
    },
  }) satisfies Partial<Handlers<Caller>>;

async function withEnvironments(
  { runningVersions, holds }: Tools["tables"],
  apps: App[],
): Promise<WireApp[]> {
  const names = apps.map(({ name }) => name);
  const running = Map.groupBy(await runningVersions.ofApps(names), ({ app }) => app);
  const held = Map.groupBy(await holds.ofApps(names), ({ app }) => app);
  return apps.map((app) => toWire(app, running.get(app.name) ?? [], held.get(app.name) ?? []));
}

const toWire = (
  { name, description, sourceUrl, namespace, createdAt }: App,
  running: RunningVersion[],
  held: Hold[],
): WireApp => ({
  name,
  ...(description !== undefined && { description }),
  ...(sourceUrl !== undefined && { sourceUrl }),
  ...(namespace !== undefined && { namespace }),
  createdAt: timestamp(createdAt),
  environments: running.map(({ environment, version, deploymentId, deployedAt, commit }) => ({
    environment,
    version,
    deploymentId,
    deployedAt: timestamp(deployedAt),
    commit,
    ...holdOf(held.find((hold) => hold.environment === environment)),
  })),
});

/** The `hold` of something that is shown, where there is one. */
export const holdOf = (hold: Hold | undefined) =>
  hold ? { hold: { reason: hold.reason, heldBy: hold.heldBy, heldAt: timestamp(hold.heldAt) } } : {};
