import type { Deployment as WireDeployment } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { Database } from "../database/database.ts";
import type { Deployment } from "../database/deployments.ts";
import { hasEnded, type Ends } from "../domain/deployments/ends.ts";
import { idempotencyOf } from "../domain/deployments/idempotency.ts";
import { requestDeployment, requestRemoval, requestRollback } from "../domain/deployments/kinds.ts";
import { deploymentUnknown } from "../domain/deployments/refusals.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { header, preferredWait } from "./headers.ts";
import { timestamp } from "./timestamp.ts";

type Tools = Parameters<typeof requestRemoval>[0] & { database: Pick<Database, "deployments">; ends: Ends };

export const deploymentOperations = (tools: Tools) => {
  const waited = async (deployment: Deployment, { headers, hungUp }: Waiting) => {
    const seconds = preferredWait(headers);
    if (seconds === undefined) return { deployment, applied: {} };
    return {
      deployment: await tools.ends.wait(deployment, seconds * 1000, hungUp()),
      applied: { "Preference-Applied": `wait=${seconds}` },
    };
  };
  /** 202 with where to follow it, or 200 where there is nothing left to follow. */
  const accepted = async (requested: Deployment, request: Waiting) => {
    const { deployment, applied } = await waited(requested, request);
    const body = withTimeline(deployment);
    const location = { Location: `/v1/deployments/${deployment.id}` };
    return hasEnded(deployment)
      ? { status: 200 as const, headers: applied, body }
      : { status: 202 as const, headers: { ...location, ...applied }, body };
  };
  return {
    deploymentCreate: async (request) => {
      const { version, adopt = false } = request.body;
      const asked = { ...askedBy(request, "deployment"), version, adopt };
      return accepted(await requestDeployment(tools, asked), request);
    },
    rollbackCreate: async (request) => {
      const { to, from } = request.body;
      const asked = {
        ...askedBy(request, "rollback"),
        ...(to !== undefined && { version: to }),
        ...(from !== undefined && { expectedVersion: from }),
      };
      return accepted(await requestRollback(tools, asked), request);
    },
    removalCreate: async (request) =>
      accepted(await requestRemoval(tools, askedBy(request, "removal")), request),
    deploymentList: async ({ query: { limit = 50, cursor, ...filters } }) => {
      const page = await tools.database.deployments.list(filters, { limit, ...(cursor && { cursor }) });
      return { status: 200, body: { ...page, items: page.items.map(deploymentToWire) } };
    },
    deploymentView: async (request) => {
      const { params } = request;
      const found = await tools.database.deployments.find(params.deployment.toLowerCase());
      if (!found) throw deploymentUnknown(params.deployment);
      const { deployment, applied } = await waited(found, request);
      return { status: 200, headers: applied, body: withTimeline(deployment) };
    },
  } satisfies Partial<Handlers<Caller>>;
};

interface Waiting {
  headers: object;
  hungUp: () => AbortSignal;
}

interface Asking {
  params: { app: string };
  headers: object;
  body: { environment: string; reason?: string; expectedVersion?: string };
  caller: Caller;
}

/** What requests of every kind say alike. */
function askedBy({ params: { app }, headers, body, caller }: Asking, kind: string) {
  const { environment, reason, expectedVersion } = body;
  const key = header(headers, "Idempotency-Key");
  return {
    app,
    environment,
    caller: caller.name,
    ...(reason !== undefined && { reason }),
    ...(expectedVersion !== undefined && { expectedVersion }),
    ...(key !== undefined && { idempotency: idempotencyOf(caller.keyId, key, { kind, app, ...body }) }),
  };
}

export const deploymentToWire = (deployment: Deployment): WireDeployment => {
  const { id, app, version, environment, kind, status, reason, policy, requestedBy, changed, commit } =
    deployment;
  const { createdAt, startedAt, finishedAt, supersededBy, failure, stalledBy } = deployment;
  return {
    id,
    app,
    ...(version !== undefined && { version }),
    environment,
    kind,
    status,
    ...(reason !== undefined && { reason }),
    ...(policy !== undefined && { policy }),
    requestedBy,
    createdAt: timestamp(createdAt),
    ...(startedAt !== undefined && { startedAt: timestamp(startedAt) }),
    ...(finishedAt !== undefined && { finishedAt: timestamp(finishedAt) }),
    ...(changed !== undefined && { changed }),
    // Before it is deployed a commit is only what is being tried.
    ...(status === "deployed" && commit !== undefined && { commit }),
    ...(supersededBy !== undefined && { supersededBy }),
    ...(failure && { failure }),
    ...(stalledBy && { stalledBy }),
  };
};

/** As a view of one shows it: also what was done for it, and when. */
function withTimeline(deployment: Deployment): WireDeployment {
  const { status, createdAt, startedAt, builtAt, pushedAt, stalledAt, finishedAt } = deployment;
  const steps: [step: string, at: number | undefined][] = [
    ["accepted", createdAt],
    ["claimed", startedAt],
    ["built", builtAt],
    ["stalled", stalledAt],
    ["pushed", pushedAt],
    [status, finishedAt],
  ];
  return {
    ...deploymentToWire(deployment),
    timeline: steps.flatMap(([step, at]) => (at === undefined ? [] : [{ step, at: timestamp(at) }])),
  };
}
