import type { Knex } from "knex";
import {
  endingColumns,
  settled,
  told,
  TOLD,
  type Deployment,
  type DeployedEnding,
  type DeploymentRow,
  type NotDeployed,
} from "./deployment-rows.ts";
import { given, rowsOf } from "./given.ts";
import type { Recorded, Recording } from "./recording.ts";

/** `settled`, as what a statement sets. */
const SETTLED = Object.keys(settled)
  .map((column) => `${column} = NULL`)
  .join(", ");

type Told = Pick<DeploymentRow, (typeof TOLD)[number]>;

/** What a statement of our own returns of each row that it ends. */
const RETURNING_TOLD = `RETURNING ${TOLD.join(", ")}`;

/** How deployments end, and what ends with them. What the writer ends, it ends by the epoch of its lease. */
export function deploymentEnding(db: Knex, recording: Recording) {
  const table = (on = db) => on<DeploymentRow>("deployments");
  const ids = (all: readonly string[]) =>
    given(
      db,
      { key: "text" },
      all.map((id) => ({ key: id })),
    );
  return {
    /** Ends one that is not deployed; false where this epoch no longer holds it. */
    end: (id: string, epoch: number, ending: NotDeployed, now: number): Promise<boolean> =>
      recording(async (on, record) => {
        const ended = await table(on)
          .where({ id, epoch, status: "writing" })
          .update({ ...endingColumns(ending), finished_at: now })
          .returning(TOLD);
        record(...ended.map((row) => toldOfEnd(ending, row)));
        return ended.length > 0;
      }),
    /** Ends those that are deployed, as far as this epoch holds them still. Returns the ids of these. */
    endDeployed: (
      endings: readonly { id: string; ending: DeployedEnding }[],
      epoch: number,
      now: number,
    ): Promise<Set<string>> =>
      recording(async (on, record) => {
        const columns = {
          key: "text",
          kind: "text",
          changed: "bigint",
          commit_id: "text",
          namespace: "text",
          pushed_at: "bigint",
        } as const;
        const rows = endings.map(({ id, ending: { kind, changed, commit, namespace, pushedAt } }) => ({
          ...{ key: id, kind, changed: Number(changed), commit_id: commit },
          ...{ namespace: namespace ?? null, pushed_at: pushedAt ?? null },
        }));
        const { from, bindings } = given(db, columns, rows);
        const ended = await rowsOf<Told>(
          on,
          `WITH given AS MATERIALIZED (SELECT * FROM ${from}) UPDATE deployments AS d
         SET status = 'deployed', kind = given.kind, changed = given.changed, commit_id = given.commit_id,
             namespace = given.namespace, pushed_at = given.pushed_at, finished_at = ?, ${SETTLED}
         FROM given WHERE d.id = given.key AND d.epoch = ? AND d.status = 'writing' ${RETURNING_TOLD}`,
          [...bindings, now, epoch],
        );
        record(...ended.map((row) => told("deployment.deployed", row)));
        return new Set(ended.map(({ id }) => id));
      }),
    /** Ends the queued ones that were asked for before these, each for the same app and environment. */
    supersedeBehind: (
      deployed: readonly string[],
      now: number,
    ): Promise<{ id: string; supersededBy: string }[]> =>
      recording(async (on, record) => {
        const { from, bindings } = ids(deployed);
        const ended = await rowsOf<Told & { supersededBy: string }>(
          on,
          `UPDATE deployments AS d SET status = 'superseded', superseded_by = later.key, finished_at = ?
           FROM (SELECT l.id AS key, l.repository AS r, l.app AS a, l.environment AS e, l.created_at AS at
                 FROM deployments AS l, ${from} WHERE l.id = given.key) AS later
           WHERE d.status = 'queued' AND d.repository = later.r AND d.app = later.a AND d.environment = later.e
             AND (d.created_at, d.id) < (later.at, later.key)
           ${RETURNING_TOLD}, superseded_by AS "supersededBy"`,
          [now, ...bindings],
        );
        record(...ended.map((row) => told("deployment.superseded", row)));
        return ended.map(({ id, supersededBy }) => ({ id, supersededBy }));
      }),
    /** Which of these are not what runs, because a later one of the same app and environment is deployed already. */
    async overtaken(deployed: readonly string[]): Promise<Set<string>> {
      const { from, bindings } = ids(deployed);
      const found = await rowsOf<{ id: string }>(
        db,
        `SELECT d.id AS id FROM deployments AS d, ${from} WHERE d.id = given.key AND EXISTS (
           SELECT 1 FROM deployments AS later
           WHERE later.repository = d.repository AND later.app = d.app AND later.environment = d.environment
             AND later.status = 'deployed' AND (later.created_at, later.id) > (d.created_at, d.id))`,
        bindings,
      );
      return new Set(found.map(({ id }) => id));
    },
    /** Ends the queued ones that were asked for before this one, for the same app and environment. Returns their ids. */
    endBehind: (deployment: Deployment, ending: NotDeployed, now: number): Promise<string[]> =>
      recording(async (on, record) => {
        const { repository, app, environment, createdAt, id } = deployment;
        const ended = await table(on)
          .where({ repository, app, environment, status: "queued" })
          .whereRaw("(created_at, id) < (?, ?)", [createdAt, id])
          .update({ ...endingColumns(ending), finished_at: now })
          .returning(TOLD);
        record(...ended.map((row) => toldOfEnd(ending, row)));
        return ended.map((row) => row.id);
      }),
  };
}

const toldOfEnd = (ending: NotDeployed, row: Told): Recorded => ({
  ...told(`deployment.${ending.status}`, row),
  ...(ending.status === "failed" && { code: ending.failure.code }),
});
