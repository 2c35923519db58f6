import { formatFields } from "../../../clients/terminal/fields.ts";
import { relativeTime } from "../../../clients/terminal/time.ts";
import type { Deployment, DeploymentStep } from "../../../generated/api.ts";

export function formatDeployment(deployment: Deployment): string {
  const { changed, failure, stalledBy, timeline = [] } = deployment;
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
    ["Timeline", timeline.map((step, index) => stepSince(step, timeline[index - 1])).join(", ")],
    ["Commit", deployment.commit],
    ["Changed", changed === undefined ? undefined : changed ? "yes" : "no, it was so already"],
    ["Superseded by", deployment.supersededBy],
    ["Stalled by", stalledBy && `${stalledBy.code}: ${stalledBy.detail}`],
    ["Failure", failure && `${failure.code}: ${failure.detail}`],
  ]);
}

/** `built +12 ms`: a step with the time since the one before. */
function stepSince({ step, at }: DeploymentStep, before: DeploymentStep | undefined): string {
  if (!before) return step;
  const milliseconds = Date.parse(at) - Date.parse(before.at);
  return `${step} +${milliseconds < 10_000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 1000)} s`}`;
}
