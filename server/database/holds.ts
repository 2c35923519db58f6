import type { Knex } from "knex";
import { rowsOf } from "./given.ts";
import { present } from "./present.ts";
import type { Recording } from "./recording.ts";

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

type Place = Pick<Hold, "app" | "environment">;

export function holds(db: Knex, recording: Recording) {
  const table = (on = db) => on<Row>("holds");
  // Knex would not return what SQLite deletes.
  const release = (condition: string, bindings: readonly unknown[]): Promise<boolean> =>
    recording(async (on, record) => {
      const sql = `DELETE FROM holds WHERE ${condition} RETURNING app, environment`;
      const released = await rowsOf<Place>(on, sql, bindings);
      record(...released.map((place) => ({ type: "hold.released" as const, ...place })));
      return released.length > 0;
    });
  return {
    /** A hold that is there already stays as it is; then false. */
    set: (hold: Hold): Promise<boolean> =>
      recording(async (on, record) => {
        const set = await table(on)
          .insert(toRow(hold))
          .onConflict(["app", "environment"])
          .ignore()
          .returning(["app", "environment"]);
        record(...set.map((place) => ({ type: "hold.set" as const, ...place })));
        return set.length > 0;
      }),
    /** Takes the place of whatever hold is there. */
    replace: (hold: Hold): Promise<void> =>
      recording(async (on, record) => {
        await table(on).insert(toRow(hold)).onConflict(["app", "environment"]).merge();
        record({ type: "hold.set", app: hold.app, environment: hold.environment });
      }),
    /** False where nothing was held. */
    release: (app: string, environment: string) => release("app = ? AND environment = ?", [app, environment]),
    /** Releases what was held before a time; a hold that somebody set later stays. */
    releaseEarlier: (app: string, environment: string, than: number) =>
      release("app = ? AND environment = ? AND held_at < ?", [app, environment, than]),
    /** Releases what these deployments hold; false where they hold nothing. */
    async releaseOf(deploymentIds: string[]): Promise<boolean> {
      if (deploymentIds.length === 0) return false;
      return release(`deployment_id IN (${deploymentIds.map(() => "?").join(", ")})`, deploymentIds);
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
