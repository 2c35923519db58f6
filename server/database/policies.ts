import type { Knex } from "knex";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import type { EventType, Recording } from "./recording.ts";

export interface Policy {
  uid: string;
  app: string;
  name: string;
  environment: string;
  branches: string[];
  tags: string[];
  pullRequests: boolean;
  /** Changes with every write; the wire's ETag. */
  revision: string;
  createdAt: number;
  updatedAt: number;
}

interface Row {
  uid: string;
  app: string;
  name: string;
  environment: string;
  branches: string;
  tags: string;
  pull_requests: number;
  revision: string;
  created_at: number;
  updated_at: number;
}

export function policies(db: Knex, recording: Recording) {
  const table = (on = db) => on<Row>("policies");
  return {
    async find(app: string, name: string): Promise<Policy | undefined> {
      const row = await table().where({ app, name }).first();
      return row && toPolicy(row);
    },
    /** In the order in which they were created, which decides between policies for one environment. */
    async all(app: string): Promise<Policy[]> {
      return (await table().where({ app }).orderBy(["created_at", "uid"])).map(toPolicy);
    },
    list: (app: string, page: PageRequest): Promise<Page<Policy>> =>
      newestFirst(table().where({ app }), { time: "created_at", id: "uid" }, page, toPolicy),
    async names(app: string): Promise<string[]> {
      return (await table().where({ app }).select("name").limit(2000)).map(({ name }) => name);
    },
    /** False where a policy of this name is there already. */
    insert: (policy: Policy): Promise<boolean> =>
      recording(async (on, record) => {
        const inserted = await table(on)
          .insert(toRow(policy))
          .onConflict(["app", "name"])
          .ignore()
          .returning("uid");
        record(...inserted.map(() => told("policy.set", policy)));
        return inserted.length > 0;
      }),
    /** False where the policy is no longer as it was seen. */
    replace: (policy: Policy, seen: Policy): Promise<boolean> =>
      recording(async (on, record) => {
        const { uid, revision } = seen;
        if ((await table(on).where({ uid, revision }).update(toRow(policy))) === 0) return false;
        // Also whoever looks only at the environment to which it led before has to hear of it.
        if (policy.environment !== seen.environment) record(told("policy.set", seen));
        record(told("policy.set", policy));
        return true;
      }),
    /** False where the policy is no longer as it was seen. */
    remove: (seen: Policy): Promise<boolean> =>
      recording(async (on, record) => {
        const { uid, revision } = seen;
        if ((await table(on).where({ uid, revision }).delete()) === 0) return false;
        record(told("policy.deleted", seen));
        return true;
      }),
  };
}

const told = (type: EventType, { app, environment, name }: Policy) => ({
  ...{ type, app, environment, policy: name },
});

const toRow = (policy: Policy): Row => ({
  uid: policy.uid,
  app: policy.app,
  name: policy.name,
  environment: policy.environment,
  branches: JSON.stringify(policy.branches),
  tags: JSON.stringify(policy.tags),
  pull_requests: Number(policy.pullRequests),
  revision: policy.revision,
  created_at: policy.createdAt,
  updated_at: policy.updatedAt,
});

const toPolicy = (row: Row): Policy => ({
  uid: row.uid,
  app: row.app,
  name: row.name,
  environment: row.environment,
  branches: JSON.parse(row.branches) as string[],
  tags: JSON.parse(row.tags) as string[],
  pullRequests: row.pull_requests === 1,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
