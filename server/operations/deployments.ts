import type { Deployment as WireDeployment } from "../../generated/api.ts";
import type { Handlers } from "../../generated/handlers.ts";
import type { Deployment } from "../database/deployments.ts";
import { requestDeployment } from "../domain/deployments/request.ts";
import { deploymentUnknown } from "../domain/errors.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { timestamp } from "./timestamp.ts";

type Tools = Parameters<typeof requestDeployment>[0];

export const deploymentOperations = (tools: Tools) =>
  ({
    deploymentCreate: async ({ params: { app }, body, caller }) => {
      const { version, environment, reason, adopt = false } = body;
      const deployment = await requestDeployment(tools, {
        app,
        version,
        environment,
        adopt,
        caller: caller.name,
        ...(reason !== undefined && { reason }),
      });
      return {
        status: 202,
        headers: { Location: `/v1/deployments/${deployment.id}` },
        body: deploymentToWire(deployment),
      };
    },
    deploymentList: async ({ query: { limit = 50, cursor, ...filters } }) => {
      const page = await tools.database.deployments.list(filters, { limit, ...(cursor && { cursor }) });
      return { status: 200, body: { ...page, items: page.items.map(deploymentToWire) } };
    },
    deploymentView: async ({ params }) => {
      const deployment = await tools.database.deployments.find(params.deployment.toLowerCase());
      if (!deployment) throw deploymentUnknown(params.deployment);
      return { status: 200, body: deploymentToWire(deployment) };
    },
  }) satisfies Partial<Handlers<Caller>>;

export const deploymentToWire = (deployment: Deployment): WireDeployment => {
  const { id, app, version, environment, kind, status, reason, policy, requestedBy, changed, commit } =
    deployment;
  const { createdAt, startedAt, finishedAt, supersededBy, failure } = deployment;
  return {
    id,
    app,
    version,
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
  };
};
