import type { Deployment, SkippedPolicy } from "../../generated/api.ts";
import type { Output } from "../../clients/terminal/output.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import type { Published } from "./publish-version.ts";

/** Says what was published, and what it set off. */
export function reportPublished(
  { version, deployments, skipped, before }: Published,
  files: number,
  output: Output,
): void {
  const name = sanitizeLine(`${version.app} ${version.id}`);
  output.print(before ? `${name} was already published.` : `Published ${name} (${files} files).`);
  for (const deployment of deployments) output.print(describeQueued(deployment));
  for (const policy of skipped) output.print(describeSkipped(policy));
  if (deployments.length + skipped.length === 0) {
    output.note(
      "No policy matched, so nothing is deployed by itself.\n" +
        `To deploy it: smithctl deploy ${name} --env ENVIRONMENT\n` +
        `To have that done from now on: smithctl policies set ${sanitizeLine(version.app)} NAME --env ENVIRONMENT --branch BRANCH`,
    );
  }
}

function describeQueued({ status, environment, policy, id }: Deployment): string {
  return sanitizeLine(
    `${status} for ${environment}${policy === undefined ? "" : ` by policy ${policy}`} (deployment ${id})`,
  );
}

function describeSkipped({ environment, policy, detail }: SkippedPolicy): string {
  return sanitizeLine(`skipped for ${environment} by policy ${policy}: ${detail}`);
}
