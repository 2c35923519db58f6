import { committerName } from "../committer.ts";
import { CommandError } from "../../clients/errors.ts";
import { exitCodeOfDeployment } from "../../clients/exit-codes.ts";
import type { Colours } from "../../clients/terminal/colour.ts";
import { listChanges, summarizeDiff } from "../../clients/terminal/diff.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { relativeTime } from "../../clients/terminal/time.ts";
import type { AppVersionView, DeploymentFailure, VersionDiff } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import { withoutRepository } from "./failures.ts";
import { describeHold, describeRunning, lookAt } from "./place.ts";
import type { Place } from "./place.ts";

/** What deploying a version to an environment would do there. */
export interface Plan {
  place: Place;
  next: AppVersionView;
  diff: VersionDiff;
}

/** Throws smithd's problem where the app, the version or the environment is unknown, or the version cannot be deployed. */
export async function planVersion(
  client: Pick<Client, "environmentView" | "appView" | "versionView" | "versionDiff">,
  app: string,
  version: string,
  environment: string,
): Promise<Plan> {
  const path = { app, version };
  const [next, place, diff] = await Promise.all([
    client.versionView({ path }),
    lookAt(client, app, environment),
    client.versionDiff({ path, query: { environment } }),
  ]).catch(withoutRepository);
  return { place, next, diff };
}

/** What runs there now, what will, and which files change. */
export function describePlan(plan: Plan, colours: Colours): string {
  const { place, next, diff } = plan;
  const fields = formatFields([
    ["App", place.app],
    ["Environment", place.environment],
    ["Runs now", describeRunning(place)],
    ["Will run", describeVersion(next)],
    ["Note", noteOn(plan)],
    ["On hold", describeHold(place)],
    ["Changes", summarizeDiff(diff.files)],
  ]);
  const folder = `environments/${place.environment}/apps/${place.app}/`;
  return diff.files.length === 0 ? fields : `${fields}\n${listChanges(diff.files, folder, colours)}`;
}

/** Nothing is asked for that is known to fail. */
export function refuseObstacles({ place, next, diff }: Plan, adopt: boolean): void {
  const obstacles = diff.obstacles.filter(({ code }) => !(adopt && code === "folder-not-owned"));
  const [first] = obstacles;
  if (first === undefined) return;
  throw new CommandError(
    `${place.app} ${next.id} cannot be deployed to ${place.environment} as things are.`,
    {
      exitCode: exitCodeOfDeployment({ status: "failed", failure: first }),
      errors: obstacles.map(describeObstacle),
      next: "Nothing was queued. Clear this away first, and try again.",
    },
  );
}

export function describeObstacle({ code, detail }: DeploymentFailure): { detail: string } {
  return { detail: `${code}: ${detail}` };
}

/** Whether it runs there already, just as it would be written. */
export const changesNothing = ({ place, next, diff }: Plan): boolean =>
  place.running?.version === next.id && diff.files.length === 0;

/** What is not plain from the fields around it. */
export function noteOn(plan: Plan): string | undefined {
  const { next, diff } = plan;
  const { running } = plan.place;
  if (changesNothing(plan)) return "This version runs there already.";
  if (running?.version === next.id)
    return "This version runs there already, but its folder was changed since.";
  return diff.kind === "rollback"
    ? "A rollback: policies leave this environment alone until the hold is released or a person deploys something newer."
    : undefined;
}

function describeVersion({ id, status, publishedAt, metadata }: AppVersionView): string {
  const { branch, tag, committer, message } = metadata?.git ?? {};
  const parts = [
    publishedAt === undefined ? status : `published ${relativeTime(publishedAt)}`,
    branch ?? tag,
    committer && committerName(committer),
    message,
  ];
  return [id, ...parts.filter((part) => part !== undefined)].join(", ");
}
