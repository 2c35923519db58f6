import type { Knex } from "knex";
import { present } from "./present.ts";

/** Auto-deployment of one app to one environment is paused. */
export interface Hold {
  app: string;
  environment: string;
  reason: string;
  heldBy: string;
  heldAt: number;
  /** The rollback or removal that set it; absent where a person did. */
  deploymentId?: string;
}

interface Row {
  app: string;
  environment: string;
  reason: string;
  held_by: string;
  held_at: number;
  deployment_id: string | null;
}

export function holds(db: Knex) {
  const table = () => db<Row>("holds");
  return {
    /** A hold that is there already stays as it is; then false. */
    async set(hold: Hold): Promise<boolean> {
      const set = await table()
        .insert(toRow(hold))
        .onConflict(["app", "environment"])
        .ignore()
        .returning("app");
      return set.length > 0;
    },
    /** Takes the place of whatever hold is there. */
    async replace(hold: Hold): Promise<void> {
      await table().insert(toRow(hold)).onConflict(["app", "environment"]).merge();
    },
    /** False where nothing was held. */
    async release(app: string, environment: string): Promise<boolean> {
      return (await table().where({ app, environment }).delete()) > 0;
    },
    /** Releases what was held before a time; a hold that somebody set later stays. */
    async releaseEarlier(app: string, environment: string, than: number): Promise<void> {
      await table().where({ app, environment }).where("held_at", "<", than).delete();
    },
    /** Releases what these deployments hold; false where they hold nothing. */
    async releaseOf(deploymentIds: string[]): Promise<boolean> {
      return (await table().whereIn("deployment_id", deploymentIds).delete()) > 0;
    },
    async ofApps(apps: string[]): Promise<Hold[]> {
      return (await table().whereIn("app", apps).orderBy(["app", "environment"])).map(toHold);
    },
    async inEnvironment(environment: string): Promise<Hold[]> {
      return (await table().where({ environment }).orderBy("app")).map(toHold);
    },
  };
}

const toRow = (hold: Hold): Row => ({
  app: hold.app,
  environment: hold.environment,
  reason: hold.reason,
  held_by: hold.heldBy,
  held_at: hold.heldAt,
  deployment_id: hold.deploymentId ?? null,
});

const toHold = (row: Row): Hold =>
  present({
    app: row.app,
    environment: row.environment,
    reason: row.reason,
    heldBy: row.held_by,
    heldAt: row.held_at,
    deploymentId: row.deployment_id,
  });
