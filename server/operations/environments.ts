import type { Handlers } from "../../generated/handlers.ts";
import type { Tables } from "../database/database.ts";
import type { EnvironmentDirectory } from "../domain/environments.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { holdOf } from "./apps.ts";
import { pageByName } from "./page-by-name.ts";
import { timestamp } from "./timestamp.ts";

interface Tools {
  tables: Pick<Tables, "holds" | "runningVersions">;
  environments: EnvironmentDirectory;
  /** The id of the GitOps repository that this smithd serves. */
  repository: string;
}

export const environmentOperations = ({ tables, environments, repository }: Tools) =>
  ({
    environmentList: async ({ query: { limit = 50, cursor } }) => {
      const page = pageByName(await environments.list(), { limit, ...(cursor && { cursor }) });
      const counts = await tables.runningVersions.countByEnvironment(repository);
      return {
        status: 200,
        body: {
          ...page,
          items: page.items.map((item) => ({ ...item, appCount: counts.get(item.name) ?? 0 })),
        },
      };
    },
    environmentView: async ({ params }) => {
      const { name, confirm } = await environments.view(params.environment);
      const running = await tables.runningVersions.inEnvironment(repository, name);
      const held = new Map((await tables.holds.inEnvironment(name)).map((hold) => [hold.app, hold]));
      const apps = running.map(({ app, version, deploymentId, deployedAt, commit }) => ({
        app,
        version,
        deploymentId,
        deployedAt: timestamp(deployedAt),
        commit,
        ...holdOf(held.get(app)),
      }));
      return { status: 200, body: { name, confirm, appCount: apps.length, apps } };
    },
  }) satisfies Partial<Handlers<Caller>>;
