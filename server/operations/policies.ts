import { findApp } from "../domain/apps.ts";
import type { Policy as WirePolicy } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { Policy } from "../database/policies.ts";
import { deletePolicy, putPolicy, type Precondition } from "../domain/policies/put-policy.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { timestamp } from "./timestamp.ts";

type Tools = Parameters<typeof putPolicy>[0];

export const policyOperations = (tools: Tools) =>
  ({
    policyList: async ({ params: { app }, query: { limit = 50, cursor } }) => {
      await findApp(tools.tables, app);
      const page = await tools.tables.policies.list(app, { limit, ...(cursor && { cursor }) });
      return { status: 200, body: { ...page, items: page.items.map(toWire) } };
    },
    policyPut: async ({ params, headers, body }) => {
      const { environment, branches = [], tags = [], pullRequests = false } = body;
      const { policy, created } = await putPolicy(
        tools,
        { app: params.app, name: params.policy, definition: { environment, branches, tags, pullRequests } },
        precondition(headers),
      );
      const location = { Location: `/v1/apps/${policy.app}/policies/${policy.name}` };
      return {
        status: created ? 201 : 200,
        headers: { ETag: etag(policy), ...(created && location) },
        body: toWire(policy),
      };
    },
    policyDelete: async ({ params, headers }) => {
      await deletePolicy(tools, { app: params.app, name: params.policy }, precondition(headers));
      return { status: 204 };
    },
  }) satisfies Partial<Handlers<Caller>>;

const etag = ({ revision }: Policy) => `"${revision}"`;

/** Node gives header names in lower case; the contract's types spell them as they are written. */
function precondition(headers: object): Precondition {
  const { "if-match": match, "if-none-match": noneMatch } = headers as Record<string, string | undefined>;
  if (noneMatch === "*") return { kind: "absent" };
  if (match === "*") return { kind: "present" };
  return match === undefined ? { kind: "none" } : { kind: "revision", revision: match.replace(/^"|"$/g, "") };
}

const toWire = (policy: Policy): WirePolicy => {
  const { app, name, environment, branches, tags, pullRequests, createdAt, updatedAt } = policy;
  return {
    app,
    name,
    environment,
    branches,
    tags,
    pullRequests,
    createdAt: timestamp(createdAt),
    updatedAt: timestamp(updatedAt),
    etag: etag(policy),
  };
};
