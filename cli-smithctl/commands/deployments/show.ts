import { formatFields } from "../../../clients/terminal/fields.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { Deployment } from "../../../generated/api.ts";

export function formatDeployment(deployment: Deployment): string {
  const { changed, failure } = deployment;
  return formatFields([
    ["Deployment", deployment.id],
    ["Status", deployment.status],
    ["App", deployment.app],
    ["Version", deployment.version],
    ["Environment", deployment.environment],
    ["Kind", deployment.kind],
    ["Policy", deployment.policy],
    ["Requested", `${relativeTime(deployment.createdAt)} by ${deployment.requestedBy}`],
    ["Reason", deployment.reason],
    ["Finished", deployment.finishedAt && relativeTime(deployment.finishedAt)],
    ["Commit", deployment.commit],
    ["Changed", changed === undefined ? undefined : changed ? "yes" : "no, it was so already"],
    ["Superseded by", deployment.supersededBy],
    ["Failure", failure && `${failure.code}: ${failure.detail}`],
  ]);
}
