import type { Deployment, SkippedPolicy, VersionPublishResult } from "../../generated/api.ts";
import { describeDeployment } from "../../clients/terminal/describe-deployment.ts";
import type { Output } from "../../clients/terminal/output.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";

/** Says what was published, under `headline`, and what it set off. */
export function reportPublished(
  { version, deployments, skipped }: VersionPublishResult,
  headline: string,
  output: Output,
): void {
  const name = sanitizeLine(`${version.app} ${version.id}`);
  output.print(sanitizeLine(headline));
  for (const deployment of deployments) output.print(describeSetOff(deployment, output));
  for (const policy of skipped) output.print(describeSkipped(policy));
  if (deployments.length + skipped.length === 0) {
    output.note(
      "No policy matched, so nothing is deployed by itself.\n" +
        `To deploy it: smithctl deploy ${name} --env ENVIRONMENT\n` +
        `To have that done from now on: smithctl policies set ${sanitizeLine(version.app)} NAME --env ENVIRONMENT --branch BRANCH`,
    );
  }
}

/** One of an earlier run may have failed since: publishing again does not repeat it, and says what does. */
function describeSetOff(deployment: Deployment, { colours }: Output): string {
  const { status, environment, policy, id } = deployment;
  if (status === "failed") return describeDeployment(deployment, colours);
  return sanitizeLine(
    `${status} for ${environment}${policy === undefined ? "" : ` by policy ${policy}`} (deployment ${id})`,
  );
}

function describeSkipped({ environment, policy, detail }: SkippedPolicy): string {
  return sanitizeLine(`skipped for ${environment} by policy ${policy}: ${detail}`);
}
