import type { Knex } from "knex";
import { toDeployment, type Deployment, type DeploymentRow } from "./deployment-rows.ts";
import { given, rowsOf } from "./given.ts";

/** The deployments table as it is asked for what many apps show of their deployments. */
export function deploymentFacts(db: Knex) {
  return {
    /**
     * The ids of those that were asked for last, of each of these apps in each environment. Goes from one environment to the
     * next in the index, so that it costs what there are of those and not what was ever deployed.
     */
    async lastAsked(apps: readonly string[]): Promise<string[]> {
      const { from, bindings } = given(
        db,
        { app: "text" },
        apps.map((app) => ({ app })),
      );
      const rows = await rowsOf<{ id: string }>(
        db,
        `WITH RECURSIVE places(app, environment) AS (
           SELECT given.app, (SELECT MIN(d.environment) FROM deployments AS d WHERE d.app = given.app) FROM ${from}
           UNION ALL
           SELECT places.app, (SELECT MIN(d.environment) FROM deployments AS d
             WHERE d.app = places.app AND d.environment > places.environment)
           FROM places WHERE places.environment IS NOT NULL)
         SELECT (SELECT last.id FROM deployments AS last
           WHERE last.app = places.app AND last.environment = places.environment
           ORDER BY last.created_at DESC, last.id DESC LIMIT 1) AS id
         FROM places WHERE places.environment IS NOT NULL`,
        bindings,
      );
      return rows.map(({ id }) => id);
    },
    /** Who asked for these, by their ids. */
    async requesters(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const { from, bindings } = given(
        db,
        { key: "text" },
        ids.map((id) => ({ key: id })),
      );
      const rows = await rowsOf<{ id: string; name: string }>(
        db,
        // A cross join, because only that keeps SQLite to this order of the two.
        `SELECT d.id AS id, d.requested_by AS name FROM ${from} CROSS JOIN deployments AS d WHERE d.id = given.key`,
        bindings,
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    /** Of these the ones that wait, are being written or failed, by environment. */
    async notDeployed(ids: readonly string[]): Promise<Deployment[]> {
      if (ids.length === 0) return [];
      const { from, bindings } = given(
        db,
        { key: "text" },
        ids.map((id) => ({ key: id })),
      );
      const rows = await rowsOf<DeploymentRow>(
        db,
        `SELECT d.* FROM ${from} CROSS JOIN deployments AS d
         WHERE d.id = given.key AND d.status IN ('queued', 'writing', 'failed') ORDER BY d.environment, d.app`,
        bindings,
      );
      return rows.map(toDeployment);
    },
  };
}
