import type { Knex } from "knex";
import {
  told,
  toDeployment,
  TOLD,
  toRow,
  type Deployment,
  type DeploymentRow,
  type DeploymentStatus,
  type Idempotency,
} from "./deployment-rows.ts";
import { deploymentEnding } from "./deployment-ending.ts";
import { deploymentFacts } from "./deployment-facts.ts";
import { deploymentWriting } from "./deployment-writing.ts";
import { given, rowsOf } from "./given.ts";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";
import type { Recording } from "./recording.ts";

export type { ClaimLimit } from "./deployment-writing.ts";
export type {
  DeployedEnding,
  Deployment,
  DeploymentKind,
  Ending,
  Idempotency,
  NotDeployed,
  Reason,
  Written,
} from "./deployment-rows.ts";

export interface DeploymentFilter {
  app?: string;
  environment?: string;
  version?: string;
  status?: DeploymentStatus;
}

/** SQLite takes no more than 500 rows of a statement. */
const INSERTED_AT_ONCE = 100;

type Place = Pick<Deployment, "repository" | "app" | "environment">;

/** What a new deployment of an app to an environment meets. */
interface Standing {
  app: string;
  /** When the last of the app was accepted, wherever to; 0 before the first. */
  lastAcceptedAt: number;
  /** How many for the same environment have not ended. */
  unfinished: number;
}

export function deployments(db: Knex, recording: Recording) {
  const table = (on = db) => on<DeploymentRow>("deployments");
  return {
    ...deploymentFacts(db),
    ...deploymentWriting(db, recording),
    ...deploymentEnding(db, recording),
    /** Returns the ids of those that were stored: of the same Idempotency-Key there is only one. */
    insert: (deployments: readonly Deployment[]): Promise<Set<string>> =>
      recording(async (on, record) => {
        const ids = new Set<string>();
        // In one order, so that no two replicas wait for each other's keys.
        const rows = deployments.map(toRow).sort(byIdempotencyKey);
        for (let at = 0; at < rows.length; at += INSERTED_AT_ONCE) {
          const inserted = await table(on)
            .insert(rows.slice(at, at + INSERTED_AT_ONCE))
            .onConflict(["api_key_id", "idempotency_key"])
            .ignore()
            .returning(TOLD);
          record(...inserted.map((row) => told("deployment.queued", row)));
          for (const { id } of inserted) ids.add(id);
        }
        return ids;
      }),
    /** The deployments that requests with these Idempotency-Keys made, as far as there were any. */
    async ofIdempotencyKeys(keys: readonly Idempotency[]): Promise<Deployment[]> {
      if (keys.length === 0) return [];
      const { from, bindings } = given(
        db,
        { api_key_id: "text", key: "text" },
        keys.map(({ apiKeyId, key }) => ({ api_key_id: apiKeyId, key })),
      );
      const rows = await rowsOf<DeploymentRow>(
        db,
        // A cross join, because only that keeps SQLite to this order of the two.
        `SELECT d.* FROM ${from} CROSS JOIN deployments AS d
         WHERE d.api_key_id = given.api_key_id AND d.idempotency_key = given.key`,
        bindings,
      );
      return rows.map(toDeployment);
    },
    async find(id: string): Promise<Deployment | undefined> {
      const row = await table().where({ id }).first();
      return row && toDeployment(row);
    },
    /** Those that there are, in any order. */
    async ofIds(ids: readonly string[]): Promise<Deployment[]> {
      const rows = await table().whereIn("id", ids);
      return rows.map(toDeployment);
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
    /** Whether any waits or is being written. */
    async anyOpen(repository: string): Promise<boolean> {
      const open = table().where({ repository }).whereIn("status", ["queued", "writing"]);
      return (await open.first("id")) !== undefined;
    },
    /** What new deployments meet, each of another app. Counts no further than the limit. */
    async standings(places: readonly Place[], limit: number): Promise<Standing[]> {
      const { from, bindings } = given(
        db,
        { repository: "text", app: "text", environment: "text" },
        places.map(({ repository, app, environment }) => ({ repository, app, environment })),
      );
      return rowsOf<Standing>(
        db,
        `SELECT given.app AS app,
           COALESCE((SELECT MAX(created_at) FROM deployments AS d WHERE d.app = given.app), 0) AS "lastAcceptedAt",
           (SELECT COUNT(*) FROM (
             SELECT d.id FROM deployments AS d
             WHERE d.repository = given.repository AND d.app = given.app AND d.environment = given.environment
               AND d.finished_at IS NULL LIMIT ?) AS u) AS unfinished
         FROM ${from}`,
        [limit, ...bindings],
      );
    },
    /** How many wait to be written, counted no further than the limit. */
    async waiting(repository: string, limit: number): Promise<number> {
      const waiting = table().where({ repository, status: "queued" }).select("id").limit(limit);
      const row = await db.from(waiting.as("waiting")).count({ length: "*" }).first<{ length: number }>();
      return Number(row.length);
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

const byIdempotencyKey = (a: Partial<DeploymentRow>, b: Partial<DeploymentRow>) =>
  order(a.api_key_id ?? "", b.api_key_id ?? "") || order(a.idempotency_key ?? "", b.idempotency_key ?? "");
const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** The order of requests, backwards. */
const lastAskedFirst = (table = "") => [
  { column: `${table}created_at`, order: "desc" },
  { column: `${table}id`, order: "desc" },
];
