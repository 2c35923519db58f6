import type { Deployment, DeploymentStep } from "../../../generated/api.ts";
import { fitted, ours, span, type Line, type Role } from "../text/line.ts";
import { clockOf, durationOf } from "../text/time.ts";
import { isUnderWay } from "./deployment-status.ts";

const meanings: Record<string, string> = {
  accepted: "smithd took the request",
  claimed: "writing began",
  built: "its commit was made",
  pushed: "the GitOps repository took it",
  stalled: "the GitOps repository could not be asked",
  deployed: "it is live for Flux",
  failed: "nothing was changed",
  superseded: "a later deployment took its place",
};
const endings: Record<string, { sign: string; role: Role }> = {
  failed: { sign: "✗", role: "bad" },
  stalled: { sign: "!", role: "warning" },
  superseded: { sign: "↷", role: "muted" },
};
const done = { sign: "✓", role: "good" } as const;

const STEP = 10;
const TOOK = 10;

/** What was done for a deployment, when, and how long after the step before it; and what it waits for now. */
export function timelineLines(
  deployment: Deployment,
  { now, spinner }: { now: number; spinner: string },
): Line[] {
  const { timeline = [], status } = deployment;
  const lines = timeline.map((step, index) => stepLine(step, timeline[index - 1]));
  const last = timeline.at(-1);
  if (!isUnderWay(deployment) || !last) return lines;
  const waiting = durationOf(now - Date.parse(last.at));
  return [
    ...lines,
    [ours(`${spinner} `, "accent"), ...fitted([span(status)], STEP), ours(`  for ${waiting}`, "muted")],
  ];
}

function stepLine({ step, at }: DeploymentStep, before: DeploymentStep | undefined): Line {
  const { sign, role } = endings[step] ?? done;
  const took = before ? `+${durationOf(Date.parse(at) - Date.parse(before.at))}` : "";
  return [
    ours(`${sign} `, role),
    ...fitted([span(step)], STEP),
    ours(`  ${clockOf(at)}  ${took.padStart(TOOK)}`),
    ours(`  ${meanings[step] ?? ""}`, "muted"),
  ];
}
