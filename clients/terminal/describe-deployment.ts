import type { Deployment } from "../../generated/api.ts";
import type { Colours } from "./colour.ts";
import { sanitizeLine } from "./sanitize.ts";

/** What became of a deployment, as one line; of a failed one with its reason and the way to repeat it below. */
export function describeDeployment(deployment: Deployment, colours: Colours): string {
  const { status, failure, stalledBy } = deployment;
  const what = sanitizeLine(subjectOf(deployment));
  if (status === "failed") {
    const why = failure ? `: ${sanitizeLine(failure.code)}\n  ${sanitizeLine(failure.detail)}` : "";
    return `${colours.red("failed")}      ${what}${why}\n  To try again: ${sanitizeLine(commandFor(deployment))}`;
  }
  if (status === "superseded") {
    const later =
      deployment.supersededBy === undefined
        ? "a later deployment"
        : `deployment ${sanitizeLine(deployment.supersededBy)}`;
    return `${colours.yellow("superseded")}  ${what}: ${later} took its place`;
  }
  if (stalledBy)
    return `${colours.yellow("stalled")}     ${what}: ${sanitizeLine(stalledBy.code)}\n  ${sanitizeLine(stalledBy.detail)}`;
  if (status !== "deployed") return `${sanitizeLine(status).padEnd(10)}  ${what}`;
  return `${colours.green(doneWord(deployment).padEnd(11))} ${doneSubject(deployment)}${resultOf(deployment)}`;
}

/** What a deployment is about: `api-service v1 in staging`, or `removal of api-service from staging`. */
export function subjectOf({ app, version, environment, kind }: Deployment): string {
  return kind === "removal"
    ? `removal of ${app} from ${environment}`
    : `${app} ${version ?? ""} in ${environment}`;
}

/** What makes the same again. */
export function commandFor({ app, version, environment, kind }: Deployment): string {
  if (kind === "removal") return `smithctl remove ${app} --env ${environment}`;
  if (kind === "rollback") return `smithctl rollback ${app} --env ${environment} --to ${version ?? ""}`;
  return `smithctl deploy ${app} ${version ?? ""} --env ${environment}`;
}

function doneWord({ kind }: Deployment): string {
  if (kind === "removal") return "removed";
  return kind === "rollback" ? "rolled back" : "deployed";
}

function doneSubject(deployment: Deployment): string {
  const { kind, app, environment } = deployment;
  return sanitizeLine(kind === "removal" ? `${app} from ${environment}` : subjectOf(deployment));
}

function resultOf({ commit, changed, kind }: Deployment): string {
  const at = commit === undefined ? "" : `, commit ${sanitizeLine(commit).slice(0, 12)}`;
  const already = kind === "removal" ? " (it was gone already)" : " (it was there already)";
  return at + (changed === false ? already : "");
}
