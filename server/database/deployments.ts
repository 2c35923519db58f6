import type { Knex } from "knex";
import {
  endingColumns,
  toDeployment,
  toRow,
  type Deployment,
  type DeploymentKind,
  type DeploymentRow,
  type DeploymentStatus,
  type Ending,
} from "./deployment-rows.ts";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";

export type { Deployment, DeploymentKind, Ending, Idempotency } from "./deployment-rows.ts";

/** How much is taken at once. */
export interface ClaimLimit {
  deployments: number;
  /** Of their versions' files, as they were declared; all of them are held in memory together. */
  bytes: number;
}

export interface DeploymentFilter {
  app?: string;
  environment?: string;
  version?: string;
  status?: DeploymentStatus;
}

export function deployments(db: Knex) {
  const table = () => db<DeploymentRow>("deployments");
  return {
    /** False where another has the same Idempotency-Key. */
    async insert(deployment: Deployment): Promise<boolean> {
      const inserted = await table()
        .insert(toRow(deployment))
        .onConflict(["api_key_id", "idempotency_key"])
        .ignore()
        .returning("id");
      return inserted.length > 0;
    },
    async ofIdempotencyKey(apiKeyId: string, key: string): Promise<Deployment | undefined> {
      const row = await table().where({ api_key_id: apiKeyId, idempotency_key: key }).first();
      return row && toDeployment(row);
    },
    async find(id: string): Promise<Deployment | undefined> {
      const row = await table().where({ id }).first();
      return row && toDeployment(row);
    },
    list: (filter: DeploymentFilter, page: PageRequest): Promise<Page<Deployment>> =>
      newestFirst(table().where(filter), { time: "created_at", id: "id" }, page, toDeployment),
    /** What publishing a version queued. */
    async autoOf(versionUid: string): Promise<Deployment[]> {
      const query = table().where({ version_uid: versionUid, kind: "auto" });
      return (await query.orderBy(["created_at", "id"])).map(toDeployment);
    },
    /** The date of the version that was asked for last in an environment, among those from one branch. */
    async newestRequested(
      app: string,
      environment: string,
      branch: string,
    ): Promise<{ version: string; date: number } | undefined> {
      return db("deployments as d")
        .join("versions as v", "v.uid", "d.version_uid")
        .where({ "d.app": app, "d.environment": environment, "d.branch": branch })
        .orderBy(lastAskedFirst("d."))
        .first<{ version: string; date: number } | undefined>("d.version as version", "v.date as date");
    },
    /** What ran in an environment one after another, the last first, at most `limit`; removals among them, repetitions not. */
    async history(
      repository: string,
      app: string,
      environment: string,
      limit: number,
    ): Promise<Deployment[]> {
      const query = table().where({ repository, app, environment, status: "deployed", changed: 1 });
      return (await query.orderBy(lastAskedFirst()).limit(limit)).map(toDeployment);
    },
    /** The one that was asked for last of those that have not ended. */
    async lastUnfinished(
      repository: string,
      app: string,
      environment: string,
    ): Promise<Deployment | undefined> {
      const row = await table()
        .where({ repository, app, environment })
        .whereNull("finished_at")
        .orderBy(lastAskedFirst())
        .first();
      return row && toDeployment(row);
    },
    /** What is being written at this moment, a batch at the most. */
    async beingWritten(repository: string): Promise<Deployment[]> {
      return (await table().where({ repository, status: "writing" })).map(toDeployment);
    },
    /** When the last deployment of an app was accepted; 0 before the first. */
    async lastAcceptedAt(app: string): Promise<number> {
      const row = await table().where({ app }).max({ at: "created_at" }).first<{ at: number | null }>();
      return row.at ?? 0;
    },
    /**
     * Takes queued deployments, oldest first, for the holder of this epoch: of each app and environment only the one that
     * was asked for last. Those before it stay queued until it is known how that one ends, and are ended or taken then.
     */
    async claim(repository: string, limit: ClaimLimit, epoch: number, now: number): Promise<Deployment[]> {
      const later = db("deployments as later")
        .whereRaw(
          "later.repository = d.repository AND later.app = d.app AND later.environment = d.environment",
        )
        .whereRaw("(later.created_at, later.id) > (d.created_at, d.id)")
        .whereIn("later.status", ["queued", "writing"]);
      // A removal has none.
      const bytes = db("version_files").whereRaw("version_uid = d.version_uid");
      const oldest = (await db("deployments as d")
        .where({ "d.repository": repository, "d.status": "queued" })
        .whereNotExists(later)
        .select("d.id", bytes.select(db.raw("CAST(COALESCE(SUM(size), 0) AS bigint)")).as("bytes"))
        .orderBy(["d.created_at", "d.id"])
        .limit(limit.deployments)) as { id: string; bytes: number }[];
      const claimed = await table()
        .whereIn("id", within(oldest, limit.bytes))
        .where({ status: "queued" })
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
    /** Puts a deployment that nobody can have written back into the queue. */
    async requeue(id: string, epoch: number): Promise<void> {
      await table()
        .where({ id, epoch, status: "writing" })
        .update({ status: "queued", epoch: null, started_at: null, commit_id: null });
    },
    /** A later deployment of the same app and environment that is deployed already. */
    async successor({
      repository,
      app,
      environment,
      createdAt,
      id,
    }: Deployment): Promise<string | undefined> {
      const later = await table()
        .where({ repository, app, environment, status: "deployed" })
        .whereRaw("(created_at, id) > (?, ?)", [createdAt, id])
        .select("id")
        .first();
      return later?.id;
    },
    /** Stores what is about to be pushed; false where this epoch no longer holds the deployment. */
    async storeCommit(
      id: string,
      epoch: number,
      written: { commit: string; kind: DeploymentKind; namespace?: string },
    ): Promise<boolean> {
      const { commit, kind, namespace = null } = written;
      const stored = await table()
        .where({ id, epoch, status: "writing" })
        .update({ commit_id: commit, kind, namespace });
      return stored > 0;
    },
    /** False where this epoch no longer holds the deployment. */
    async end(id: string, epoch: number, ending: Ending, now: number): Promise<boolean> {
      const ended = await table()
        .where({ id, epoch, status: "writing" })
        .update({ ...endingColumns(ending), finished_at: now });
      return ended > 0;
    },
    /** Ends the queued ones that were asked for before this one, for the same app and environment. Returns their ids. */
    async endBehind(deployment: Deployment, ending: Ending, now: number): Promise<string[]> {
      const { repository, app, environment, createdAt, id } = deployment;
      const ended = await table()
        .where({ repository, app, environment, status: "queued" })
        .whereRaw("(created_at, id) < (?, ?)", [createdAt, id])
        .update({ ...endingColumns(ending), finished_at: now })
        .returning("id");
      return ended.map((row) => row.id);
    },
    /** Whether any waits or is being written. */
    async anyOpen(repository: string): Promise<boolean> {
      const open = table().where({ repository }).whereIn("status", ["queued", "writing"]);
      return (await open.first("id")) !== undefined;
    },
    /** How many wait, and since when the oldest does. */
    async queue(repository: string): Promise<{ length: number; oldest?: number }> {
      const row = await table()
        .where({ repository, status: "queued" })
        .count({ length: "*" })
        .min({ oldest: "created_at" })
        .first<{ length: number; oldest: number | null }>();
      return present({ length: Number(row.length), oldest: row.oldest });
    },
  };
}

/** The order of requests, backwards; `byRequest` is the same forwards. */
const lastAskedFirst = (table = "") => [
  { column: `${table}created_at`, order: "desc" },
  { column: `${table}id`, order: "desc" },
];

/** The first of these, as long as their bytes together stay within the limit; at least one. */
function within(oldest: { id: string; bytes: number }[], limit: number): string[] {
  let bytes = 0;
  return oldest.filter((one, index) => (bytes += one.bytes) <= limit || index === 0).map(({ id }) => id);
}

const byRequest = (a: Deployment, b: Deployment) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
