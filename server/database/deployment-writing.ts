import type { Knex } from "knex";
import {
  settled,
  stalledColumns,
  told,
  toDeployment,
  TOLD,
  type Deployment,
  type DeploymentRow,
  type Reason,
  type Written,
} from "./deployment-rows.ts";
import { given, rowsOf } from "./given.ts";
import type { Recording } from "./recording.ts";

/** How much is taken at once. */
export interface ClaimLimit {
  deployments: number;
  /** Of their versions' files, as they were declared; all of them are held in memory together. */
  bytes: number;
}

/**
 * The deployments table as the writer uses it. Each write names the epoch of the writer's lease, and does nothing where
 * another has taken over.
 */
export function deploymentWriting(db: Knex, recording: Recording) {
  const table = (on = db) => on<DeploymentRow>("deployments");
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
      return recording(async (on, record) => {
        const claimed = await table(on)
          .whereIn("id", within(next, limit.bytes))
          .where({ repository, status: "queued" })
          .whereExists(on("writer_leases").where({ repository, epoch }))
          .update({ status: "writing", epoch, started_at: now })
          .returning("*");
        record(...claimed.map((row) => told("deployment.writing", row)));
        return claimed.map(toDeployment).sort(byRequest);
      });
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
    requeue: (id: string, epoch: number): Promise<void> =>
      recording(async (on, record) => {
        const forgotten = { epoch: null, started_at: null, commit_id: null, built_at: null };
        const requeued = await table(on)
          .where({ id, epoch, status: "writing" })
          .update({ ...settled, ...forgotten, status: "queued" })
          .returning(TOLD);
        record(...requeued.map((row) => told("deployment.queued", row)));
      }),
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
    stall: (id: string, epoch: number, reason: Reason, now: number): Promise<boolean> =>
      recording(async (on, record) => {
        const stalled = await table(on)
          .where({ id, epoch, status: "writing" })
          .whereNull("stalled_at")
          .update(stalledColumns(reason, now))
          .returning(TOLD);
        record(...stalled.map((row) => ({ ...told("deployment.stalled", row), code: reason.code })));
        return stalled.length > 0;
      }),
  };
}

/** The first of these, as long as their bytes together stay within the limit; at least one. */
function within(next: { id: string; bytes: number }[], limit: number): string[] {
  let bytes = 0;
  return next.filter((one, index) => (bytes += one.bytes) <= limit || index === 0).map(({ id }) => id);
}

const byRequest = (a: Deployment, b: Deployment) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
