import type { Knex } from "knex";

/** Auto-deployment of one app to one environment is paused. */
export interface Hold {
  app: string;
  environment: string;
  reason: string;
  heldBy: string;
  heldAt: number;
}

interface Row {
  app: string;
  environment: string;
  reason: string;
  held_by: string;
  held_at: number;
}

export function holds(db: Knex) {
  const table = () => db<Row>("holds");
  return {
    /** A hold that is there already stays as it is. */
    async set(hold: Hold): Promise<void> {
      await table()
        .insert({
          app: hold.app,
          environment: hold.environment,
          reason: hold.reason,
          held_by: hold.heldBy,
          held_at: hold.heldAt,
        })
        .onConflict(["app", "environment"])
        .ignore();
    },
    async release(app: string, environment: string): Promise<void> {
      await table().where({ app, environment }).delete();
    },
    async ofApps(apps: string[]): Promise<Hold[]> {
      return (await table().whereIn("app", apps)).map(toHold);
    },
    async inEnvironment(environment: string): Promise<Hold[]> {
      return (await table().where({ environment })).map(toHold);
    },
  };
}

const toHold = (row: Row): Hold => ({
  app: row.app,
  environment: row.environment,
  reason: row.reason,
  heldBy: row.held_by,
  heldAt: row.held_at,
});
