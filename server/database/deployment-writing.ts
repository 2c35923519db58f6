import type { Knex } from "knex";
import {
  endingColumns,
  settled,
  stalledColumns,
  toDeployment,
  type Deployment,
  type DeployedEnding,
  type DeploymentRow,
  type NotDeployed,
  type Reason,
  type Written,
} from "./deployment-rows.ts";
import { given, rowsOf } from "./given.ts";

/** How much is taken at once. */
export interface ClaimLimit {
  deployments: number;
  /** Of their versions' files, as they were declared; all of them are held in memory together. */
  bytes: number;
}

/** `settled`, as what a statement sets. */
const SETTLED = Object.keys(settled)
  .map((column) => `${column} = NULL`)
  .join(", ");

/**
 * The deployments table as the writer uses it. Each write names the epoch of the writer's lease, and does nothing where
 * another has taken over.
 */
export function deploymentWriting(db: Knex) {
  const table = () => db<DeploymentRow>("deployments");
  const ids = (all: readonly string[]) =>
    given(
      db,
      { key: "text" },
      all.map((id) => ({ key: id })),
    );
  return {
    /**
     * Takes queued deployments for the holder of this epoch: of each app and environment only the one that was asked for
     * last. Those before it stay queued until it is known how that one ends, and are ended or taken then. Apps take turns, so
     * that none waits for another that asked for much; each one's own are taken oldest first.
     */
    async claim(repository: string, limit: ClaimLimit, epoch: number, now: number): Promise<Deployment[]> {
      const later = db("deployments as later")
        .whereRaw(
          "later.repository = d.repository AND later.app = d.app AND later.environment = d.environment",
        )
        .whereRaw("(later.created_at, later.id) > (d.created_at, d.id)")
        .whereIn("later.status", ["queued", "writing"]);
      const ready = db("deployments as d")
        .where({ "d.repository": repository, "d.status": "queued" })
        .whereNotExists(later)
        .select("d.id", "d.version_uid", "d.created_at")
        .rowNumber("turn", (turn) => void turn.partitionBy("d.app").orderBy(["d.created_at", "d.id"]));
      // A removal has none.
      const bytes = db("version_files").whereRaw("version_uid = ready.version_uid");
      const next = (await db
        .from(ready.as("ready"))
        .select("id", bytes.select(db.raw("CAST(COALESCE(SUM(size), 0) AS bigint)")).as("bytes"))
        .orderBy(["turn", "created_at", "id"])
        .limit(limit.deployments)) as { id: string; bytes: number }[];
      if (next.length === 0) return [];
      const claimed = await table()
        .whereIn("id", within(next, limit.bytes))
        .where({ repository, status: "queued" })
        .whereExists(db("writer_leases").where({ repository, epoch }))
        .update({ status: "writing", epoch, started_at: now })
        .returning("*");
      return claimed.map(toDeployment).sort(byRequest);
    },
    /** Those that were begun and not ended, by an earlier holder or by this one before something went wrong. */
    async leftBehind(repository: string, epoch: number): Promise<Deployment[]> {
      const query = table().where({ repository, status: "writing" }).where("epoch", "<=", epoch);
      return (await query.orderBy(["created_at", "id"])).map(toDeployment);
    },
    /** Takes a left-behind deployment over, so that its earlier holder can no longer end it; false where a later one did. */
    async takeOver(id: string, epoch: number): Promise<boolean> {
      const taken = await table()
        .where({ id, status: "writing" })
        .where("epoch", "<=", epoch)
        .update({ epoch });
      return taken > 0;
    },
    /** Puts a deployment of which nothing can land any more back into the queue. */
    async requeue(id: string, epoch: number): Promise<void> {
      const forgotten = { epoch: null, started_at: null, commit_id: null, built_at: null };
      await table()
        .where({ id, epoch, status: "writing" })
        .update({ ...settled, ...forgotten, status: "queued" });
    },
    /** A later deployment of the same app and environment that is deployed already. */
    async successor(deployment: Deployment): Promise<string | undefined> {
      const { repository, app, environment, createdAt, id } = deployment;
      const later = await table()
        .where({ repository, app, environment, status: "deployed" })
        .whereRaw("(created_at, id) > (?, ?)", [createdAt, id])
        .select("id")
        .first();
      return later?.id;
    },
    /** Stores what is about to be pushed; false where this epoch no longer holds one of them. */
    async storeCommits(written: readonly Written[], epoch: number, now: number): Promise<boolean> {
      const columns = {
        key: "text",
        commit_id: "text",
        base: "text",
        kind: "text",
        namespace: "text",
      } as const;
      const { from, bindings } = given(
        db,
        columns,
        written.map(({ id, commit, base, kind, namespace = null }) => ({
          ...{ key: id, commit_id: commit },
          ...{ base, kind, namespace },
        })),
      );
      const stored = await rowsOf(
        db,
        // MATERIALIZED: else SQLite may take the JSON apart again for each row that is being written.
        `WITH given AS MATERIALIZED (SELECT * FROM ${from}) UPDATE deployments AS d
         SET commit_id = given.commit_id, base_id = given.base, kind = given.kind, namespace = given.namespace, built_at = ?
         FROM given WHERE d.id = given.key AND d.epoch = ? AND d.status = 'writing' RETURNING id`,
        [...bindings, now, epoch],
      );
      return stored.length === written.length;
    },
    /** Stores why nobody can say what became of a deployment; the first reason stays. False where another holds it. */
    async stall(id: string, epoch: number, reason: Reason, now: number): Promise<boolean> {
      const stalled = await table()
        .where({ id, epoch, status: "writing" })
        .whereNull("stalled_at")
        .update(stalledColumns(reason, now));
      return stalled > 0;
    },
    /** Ends one that is not deployed; false where this epoch no longer holds it. */
    async end(id: string, epoch: number, ending: NotDeployed, now: number): Promise<boolean> {
      const ended = await table()
        .where({ id, epoch, status: "writing" })
        .update({ ...endingColumns(ending), finished_at: now });
      return ended > 0;
    },
    /** Ends those that are deployed, as far as this epoch holds them still. Returns the ids of these. */
    async endDeployed(
      endings: readonly { id: string; ending: DeployedEnding }[],
      epoch: number,
      now: number,
    ): Promise<Set<string>> {
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
      const ended = await rowsOf<{ id: string }>(
        db,
        `WITH given AS MATERIALIZED (SELECT * FROM ${from}) UPDATE deployments AS d
         SET status = 'deployed', kind = given.kind, changed = given.changed, commit_id = given.commit_id,
             namespace = given.namespace, pushed_at = given.pushed_at, finished_at = ?, ${SETTLED}
         FROM given WHERE d.id = given.key AND d.epoch = ? AND d.status = 'writing' RETURNING id`,
        [...bindings, now, epoch],
      );
      return new Set(ended.map(({ id }) => id));
    },
    /** Ends the queued ones that were asked for before these, each for the same app and environment. */
    async supersedeBehind(
      deployed: readonly string[],
      now: number,
    ): Promise<{ id: string; supersededBy: string }[]> {
      const { from, bindings } = ids(deployed);
      return rowsOf(
        db,
        `UPDATE deployments AS d SET status = 'superseded', superseded_by = later.key, finished_at = ?
         FROM (SELECT l.id AS key, l.repository AS r, l.app AS a, l.environment AS e, l.created_at AS at
               FROM deployments AS l, ${from} WHERE l.id = given.key) AS later
         WHERE d.status = 'queued' AND d.repository = later.r AND d.app = later.a AND d.environment = later.e
           AND (d.created_at, d.id) < (later.at, later.key)
         RETURNING id, superseded_by AS "supersededBy"`,
        [now, ...bindings],
      );
    },
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
    async endBehind(deployment: Deployment, ending: NotDeployed, now: number): Promise<string[]> {
      const { repository, app, environment, createdAt, id } = deployment;
      const ended = await table()
        .where({ repository, app, environment, status: "queued" })
        .whereRaw("(created_at, id) < (?, ?)", [createdAt, id])
        .update({ ...endingColumns(ending), finished_at: now })
        .returning("id");
      return ended.map((row) => row.id);
    },
  };
}

/** The first of these, as long as their bytes together stay within the limit; at least one. */
function within(next: { id: string; bytes: number }[], limit: number): string[] {
  let bytes = 0;
  return next.filter((one, index) => (bytes += one.bytes) <= limit || index === 0).map(({ id }) => id);
}

const byRequest = (a: Deployment, b: Deployment) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
