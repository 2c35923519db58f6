import type { Knex } from "knex";

/** The version that smithd deployed last of an app to an environment. */
export interface RunningVersion {
  repository: string;
  environment: string;
  app: string;
  versionUid: string;
  version: string;
  deploymentId: string;
  commit: string;
  /** The id of the folder's tree as it was written. */
  tree: string;
  deployedAt: number;
}

interface Row {
  repository: string;
  environment: string;
  app: string;
  version_uid: string;
  version: string;
  deployment_id: string;
  commit_id: string;
  tree_id: string;
  deployed_at: number;
}

export function runningVersions(db: Knex) {
  const table = () => db<Row>("running_versions");
  return {
    async put(running: readonly RunningVersion[]): Promise<void> {
      if (running.length === 0) return;
      await table().insert(running.map(toRow)).onConflict(["repository", "environment", "app"]).merge();
    },
    async remove(repository: string, environment: string, app: string): Promise<void> {
      await table().where({ repository, environment, app }).delete();
    },
    async find(repository: string, environment: string, app: string): Promise<RunningVersion | undefined> {
      const row = await table().where({ repository, environment, app }).first();
      return row && toRunning(row);
    },
    async ofApps(apps: string[]): Promise<RunningVersion[]> {
      return (await table().whereIn("app", apps).orderBy(["environment", "app"])).map(toRunning);
    },
    async inEnvironment(repository: string, environment: string): Promise<RunningVersion[]> {
      return (await table().where({ repository, environment }).orderBy("app")).map(toRunning);
    },
    async countByEnvironment(repository: string): Promise<Map<string, number>> {
      const rows = await table()
        .where({ repository })
        .select("environment")
        .count({ apps: "*" })
        .groupBy("environment");
      return new Map(rows.map((row) => [String(row.environment), Number(row["apps"])]));
    },
  };
}

const toRow = (running: RunningVersion): Row => ({
  repository: running.repository,
  environment: running.environment,
  app: running.app,
  version_uid: running.versionUid,
  version: running.version,
  deployment_id: running.deploymentId,
  commit_id: running.commit,
  tree_id: running.tree,
  deployed_at: running.deployedAt,
});

const toRunning = (row: Row): RunningVersion => ({
  repository: row.repository,
  environment: row.environment,
  app: row.app,
  versionUid: row.version_uid,
  version: row.version,
  deploymentId: row.deployment_id,
  commit: row.commit_id,
  tree: row.tree_id,
  deployedAt: row.deployed_at,
});
