import type { Deployment } from "../../../../generated/api.ts";
import { statusOf } from "../../components/deployment-status.ts";
import { age } from "../../text/age.ts";
import { table, type Column } from "../../text/columns.ts";
import { ours, span, type Line } from "../../text/line.ts";

const columns: Column[] = [
  { title: "STATUS", min: 12, max: 12, priority: 9 },
  { title: "APP", min: 12, max: 30, priority: 8 },
  { title: "VERSION", min: 14, max: 32, priority: 7 },
  { title: "ENVIRONMENT", min: 11, max: 20, priority: 6 },
  { title: "AGE", min: 4, max: 4, priority: 5 },
  { title: "WHY", min: 14, max: 70, priority: 4 },
  { title: "BY", min: 8, max: 24, priority: 3 },
  { title: "KIND", min: 8, max: 8, priority: 2 },
];

interface Shown {
  seen: readonly (Deployment | undefined)[];
  /** Which of these is chosen. */
  chosen: number;
  width: number;
  now: number;
  spinner: string;
}

/** Deployments, one a row, with as much of each as there is room for. */
export function deploymentRows({ seen, chosen, width, now, spinner }: Shown): Line[] {
  const rows = seen.map((deployment) => deployment && cells(deployment, now, spinner));
  return table(columns, rows, chosen, width);
}

function cells(deployment: Deployment, now: number, spinner: string) {
  const { app, version, environment, createdAt, finishedAt, requestedBy, kind } = deployment;
  return [
    statusOf(deployment, spinner),
    span(app),
    span(version ?? "–"),
    span(environment),
    ours(age(finishedAt ?? createdAt, now).padStart(3), "muted"),
    whyOf(deployment),
    span(requestedBy, "muted"),
    span(kind, "muted"),
  ];
}

/** What stands in its way, or else why it was asked for. */
function whyOf({ failure, stalledBy, policy, reason }: Deployment) {
  const obstacle = failure ?? stalledBy;
  if (obstacle) return span(obstacle.code, failure ? "bad" : "warning");
  return span(reason ?? (policy === undefined ? "" : `policy ${policy}`), "muted");
}
