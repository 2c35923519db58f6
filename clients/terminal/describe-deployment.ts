import type { Deployment } from "../../generated/api.ts";
import type { Colours } from "./colour.ts";
import { sanitizeLine } from "./sanitize.ts";

/** What became of a deployment, as one line; of a failed one with its reason below. */
export function describeDeployment(deployment: Deployment, colours: Colours): string {
  const { app, version, environment, status, failure } = deployment;
  const what = sanitizeLine(`${app} ${version} in ${environment}`);
  if (status === "failed") {
    const why = failure ? `: ${sanitizeLine(failure.code)}\n  ${sanitizeLine(failure.detail)}` : "";
    const again = sanitizeLine(`To try again: smithctl deploy ${app} ${version} --env ${environment}`);
    return `${colours.red("failed")}      ${what}${why}\n  ${again}`;
  }
  if (status === "superseded") {
    const later =
      deployment.supersededBy === undefined
        ? "a later deployment"
        : `deployment ${sanitizeLine(deployment.supersededBy)}`;
    return `${colours.yellow("superseded")}  ${what}: ${later} took its place`;
  }
  if (status !== "deployed") return `${sanitizeLine(status).padEnd(10)}  ${what}`;
  const commit =
    deployment.commit === undefined ? "" : `, commit ${sanitizeLine(deployment.commit).slice(0, 12)}`;
  const unchanged = deployment.changed === false ? " (it was there already)" : "";
  const done = deployment.kind === "rollback" ? "rolled back" : "deployed";
  return `${colours.green(done.padEnd(11))} ${what}${commit}${unchanged}`;
}
