import { findApp } from "../domain/apps.ts";
import type { Policy as WirePolicy } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { Policy } from "../database/policies.ts";
import { requestInvalid } from "../domain/errors.ts";
import { previewPolicies } from "../domain/policies/preview.ts";
import { deletePolicy, putPolicy } from "../domain/policies/put-policy.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { etag, precondition } from "./headers.ts";
import { timestamp } from "./timestamp.ts";

type Tools = Parameters<typeof putPolicy>[0] & { tables: Parameters<typeof previewPolicies>[0] };

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
    policyMatch: async ({ params: { app }, query: { branch, tag, pullRequest = false } }) => {
      if ((branch === undefined) === (tag === undefined))
        throw requestInvalid([{ pointer: "/query", detail: "must have either branch or tag" }]);
      const { deploy, skipped } = await previewPolicies(tools.tables, app, {
        ...(branch !== undefined && { branch }),
        ...(tag !== undefined && { tag }),
        ...(pullRequest && { pullRequest: "any" }),
      });
      return { status: 200, body: { matches: deploy, skipped } };
    },
  }) satisfies Partial<Handlers<Caller>>;

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
