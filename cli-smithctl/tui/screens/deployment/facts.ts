import type { Deployment } from "../../../../generated/api.ts";
import { isFinished } from "../../../../clients/wait.ts";
import { statusOf } from "../../components/deployment-status.ts";
import { timelineLines } from "../../components/timeline.ts";
import { explainedAt } from "../../components/trouble.ts";
import { age } from "../../text/age.ts";
import { ours, span, type Line, type Span } from "../../text/line.ts";
import { durationOf } from "../../text/time.ts";
import { wrapText } from "../../text/wrap.ts";

interface Style {
  width: number;
  now: number;
  spinner: string;
  /** Where smithd explains its errors. */
  url: string;
}

const LABEL = 14;

/** All that is known of a deployment: what stands in its way first, then its steps, then the rest. */
export function deploymentFacts(deployment: Deployment, style: Style): Line[] {
  const steps = timelineLines(deployment, style).map((line): Line => [ours("  "), ...line]);
  return [
    [ours("  "), statusOf(deployment, style.spinner), ours(tookOf(deployment, style.now), "muted")],
    ...obstacleLines(deployment, style),
    [],
    ...steps,
    ...(steps.length > 0 ? [[]] : []),
    ...facts(deployment, style.now).flatMap(([label, value]) => factLines(label, value, style.width)),
  ];
}

function tookOf(deployment: Deployment, now: number): string {
  const { createdAt, finishedAt } = deployment;
  const end = finishedAt === undefined ? now : Date.parse(finishedAt);
  const took = durationOf(end - Date.parse(createdAt));
  return isFinished(deployment) ? `  ${age(finishedAt ?? createdAt, now)}, took ${took}` : `  since ${took}`;
}

/** Why it failed or is stalled, and where it is said what to do. */
function obstacleLines({ failure, stalledBy, supersededBy }: Deployment, { width, url }: Style): Line[] {
  const obstacle = failure ?? stalledBy;
  if (obstacle)
    return [
      [],
      [ours("  "), span(obstacle.code, failure ? "bad" : "warning")],
      ...wrapText(obstacle.detail, width - 4).map((text): Line => [ours("  "), span(text)]),
      ...(stalledBy && !failure
        ? [[ours("  smithd keeps asking, and decides by itself.", "muted" as const)]]
        : []),
      ...explainedAt(url, obstacle.code, width),
    ];
  if (supersededBy === undefined) return [];
  return [
    [],
    [
      ours("  "),
      span(supersededBy, "accent"),
      ours(" took its place: "),
      ours("enter", "key"),
      ours(" opens it."),
    ],
  ];
}

function facts(deployment: Deployment, now: number): [label: string, value: Span | undefined][] {
  const { app, version, environment, kind, policy, requestedBy, createdAt, reason, commit, changed, id } =
    deployment;
  return [
    ["App", span(app, "name")],
    ["Version", version === undefined ? ours("none: the app is taken out") : span(version)],
    ["Environment", span(environment)],
    ["Kind", span(policy === undefined ? kind : `${kind}, by policy ${policy}`)],
    ["Requested by", span(`${requestedBy}, ${age(createdAt, now)}`)],
    ["Reason", reason === undefined ? undefined : span(reason)],
    ["Commit", commit === undefined ? undefined : span(commit)],
    ["Changed", changed === false ? ours("nothing: it was so already") : undefined],
    ["Deployment", span(id, "muted")],
  ];
}

function factLines(label: string, value: Span | undefined, width: number): Line[] {
  if (!value) return [];
  return wrapText(value.text, width - LABEL - 3).map((text, index): Line => [
    ours(`  ${(index === 0 ? label : "").padEnd(LABEL)}`, "muted"),
    { ...value, text },
  ]);
}
