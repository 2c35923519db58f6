import { troubleLines } from "../../components/trouble.ts";
import type { DeploymentFilter } from "../../data/deployments.ts";
import type { Extent, Listed } from "../../data/pages.ts";
import { ours, span, type Line } from "../../text/line.ts";

/** "Deployments of api-service in staging, only failed (200+)". */
export function titleOfList(
  { app, environment, status }: DeploymentFilter,
  { count, isComplete }: Extent,
): string {
  const where = `${app === undefined ? "" : ` of ${app}`}${environment === undefined ? "" : ` in ${environment}`}`;
  const only = status === undefined ? "" : `, only ${status}`;
  const known = count > 0 || isComplete ? ` (${count}${isComplete ? "" : "+"})` : "";
  return `Deployments${where}${only}${known}`;
}

/** What there is to say where no deployment can be shown; undefined where there are some. */
export function insteadOfDeployments(
  { count, isComplete, trouble }: Listed<unknown>,
  filter: DeploymentFilter,
  width: number,
): Line[] | undefined {
  if (count > 0) return undefined;
  if (trouble) return troubleLines(trouble, width);
  if (!isComplete) return [[], [ours("  Reading what was deployed …", "muted")]];
  if (filter.app !== undefined || filter.environment !== undefined || filter.status !== undefined)
    return [
      [],
      [ours("  No deployment is like this.")],
      [ours("  Press "), ours("x", "key"), ours(" to see all of them.")],
    ];
  return nothingYet;
}

const nothingYet: Line[] = [
  [],
  [ours("  Nothing was deployed yet.", "title")],
  [],
  [ours("  Open an app in the overview and choose a version, or type:")],
  [],
  [ours("    smithctl deploy api-service 42540c4-123 --env staging", "accent")],
  [],
  [ours("  What is deployed shows up here while it happens.", "muted")],
];

/** The chosen one in a row: what went wrong in words, or its id. */
export const noticeOf = (deployment: {
  id: string;
  failure?: { detail: string };
  stalledBy?: { detail: string };
}): Line => {
  const obstacle = deployment.failure ?? deployment.stalledBy;
  return obstacle ? [span(obstacle.detail)] : [span(deployment.id, "muted")];
};
