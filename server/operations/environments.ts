import type { Handlers } from "../../generated/handlers.ts";
import type { Tables } from "../database/database.ts";
import type { EnvironmentDirectory } from "../domain/environments.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { findDrift } from "../domain/drift.ts";
import { runningToWire } from "./apps.ts";
import { holdToWire } from "./holds.ts";
import { pageByName } from "./page-by-name.ts";

interface Tools {
  tables: Pick<Tables, "deployments" | "holds" | "runningVersions">;
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
      const facts = {
        drifted: await findDrift({ tables, environments }, running),
        requesters: await tables.deployments.requesters(running.map(({ deploymentId }) => deploymentId)),
      };
      const holds = await tables.holds.inEnvironment(name);
      const held = new Map(holds.map((hold) => [hold.app, hold]));
      const apps = running.map((one) => ({
        app: one.app,
        ...runningToWire(one, held.get(one.app), facts),
      }));
      return {
        status: 200,
        body: { name, confirm, appCount: apps.length, holds: holds.map(holdToWire), apps },
      };
    },
  }) satisfies Partial<Handlers<Caller>>;
