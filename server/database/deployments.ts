import type { Knex } from "knex";
import {
  toDeployment,
  toRow,
  type Deployment,
  type DeploymentRow,
  type DeploymentStatus,
} from "./deployment-rows.ts";
import { deploymentWriting } from "./deployment-writing.ts";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";

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

/** As both engines count. */
interface Standing {
  lastAcceptedAt: number | null;
  waiting: number;
  there: number;
}

export function deployments(db: Knex) {
  const table = () => db<DeploymentRow>("deployments");
  return {
    ...deploymentWriting(db),
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
    /** Whether any waits or is being written. */
    async anyOpen(repository: string): Promise<boolean> {
      const open = table().where({ repository }).whereIn("status", ["queued", "writing"]);
      return (await open.first("id")) !== undefined;
    },
    /**
     * What a new deployment of an app meets: when the last was accepted, how many of the repository wait, and how many for
     * the same environment have not ended. Nothing is counted beyond its limit. In one question, since each request asks it.
     */
    async standing(
      { repository, app, environment }: Pick<Deployment, "repository" | "app" | "environment">,
      limits: { waiting: number; there: number },
    ): Promise<{ lastAcceptedAt: number; waiting: number; there: number }> {
      const waiting = table().where({ repository, status: "queued" }).select("id").limit(limits.waiting);
      const there = table()
        .where({ repository, app, environment })
        .whereNull("finished_at")
        .select("id")
        .limit(limits.there);
      const questions = {
        lastAcceptedAt: table().where({ app }).max("created_at"),
        waiting: db.from(waiting.as("waiting")).count("*"),
        there: db.from(there.as("there")).count("*"),
      };
      const [found]: Standing[] = await db.select(questions);
      return {
        lastAcceptedAt: found!.lastAcceptedAt ?? 0,
        waiting: Number(found!.waiting),
        there: Number(found!.there),
      };
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

/** The order of requests, backwards. */
const lastAskedFirst = (table = "") => [
  { column: `${table}created_at`, order: "desc" },
  { column: `${table}id`, order: "desc" },
];
