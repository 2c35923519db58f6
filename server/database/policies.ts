import type { Knex } from "knex";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";

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

export function policies(db: Knex) {
  const table = () => db<Row>("policies");
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
    async insert(policy: Policy): Promise<boolean> {
      const inserted = await table()
        .insert(toRow(policy))
        .onConflict(["app", "name"])
        .ignore()
        .returning("uid");
      return inserted.length > 0;
    },
    /** False where the policy no longer has this revision. */
    async replace(policy: Policy, revision: string): Promise<boolean> {
      return (await table().where({ uid: policy.uid, revision }).update(toRow(policy))) > 0;
    },
    /** False where the policy no longer has this revision. */
    async remove({ uid, revision }: Policy): Promise<boolean> {
      return (await table().where({ uid, revision }).delete()) > 0;
    },
  };
}

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
