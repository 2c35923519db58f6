import type { Deployment } from "../../../../generated/api.ts";
import { timelineLines } from "../../components/timeline.ts";
import { explainedAt, troubleLines } from "../../components/trouble.ts";
import type { Progress } from "../../data/carry-out.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { wrapText } from "../../text/wrap.ts";

interface Style {
  width: number;
  now: number;
  spinner: string;
  /** Where smithd explains its errors. */
  url: string;
}

/** How far it is: the steps that are done, and how it ended. */
export function progressLines(progress: Progress, style: Style): Line[] {
  const { width, spinner, url } = style;
  if (progress.kind === "refused") return troubleLines(progress.trouble, width);
  if (progress.kind === "sending")
    return [[], [ours(`${spinner} `, "accent"), ours("asking smithd …")], ...heard(progress.trouble, width)];
  const { deployment } = progress;
  return [
    [],
    ...timelineLines(deployment, style),
    ...(progress.kind === "ended"
      ? [[], ...endLines(deployment, url, width)]
      : [...stallLines(deployment, width), ...unseenLines(progress, width)]),
  ];
}

const unseenLines = (
  { deployment, trouble, isOutOfSight }: Extract<Progress, { kind: "under way" }>,
  width: number,
): Line[] =>
  trouble && isOutOfSight
    ? [
        ...troubleLines(trouble, width),
        ...wrapText(`smithd took it and goes on with it as deployment ${deployment.id}.`, width).map(
          (text): Line => [span(text)],
        ),
      ]
    : heard(trouble, width);

const heard = (trouble: { message: string } | undefined, width: number): Line[] =>
  trouble === undefined
    ? []
    : [
        [],
        ...wrapText(`${trouble.message} Trying again; nothing is asked for twice.`, width).map(
          (text): Line => [span(text, "warning")],
        ),
      ];

const stallLines = ({ stalledBy }: Deployment, width: number): Line[] =>
  stalledBy === undefined
    ? []
    : [
        [],
        ...wrapText(`! stalled by ${stalledBy.code}: ${stalledBy.detail}`, width).map((text): Line => [
          span(text, "warning"),
        ]),
      ];

function endLines(deployment: Deployment, url: string, width: number): Line[] {
  const { app, version, environment, commit, changed, failure, supersededBy } = deployment;
  if (deployment.status === "deployed")
    return [
      [
        ours("✓ ", "good"),
        span(`${app} ${version ?? ""} is in the GitOps repository for ${environment}.`, "title"),
      ],
      [
        span(
          changed === false
            ? `  It was there already, in commit ${commit ?? ""}.`
            : `  Commit ${commit ?? ""}`,
          "muted",
        ),
      ],
      [ours("  Flux applies it from there.", "muted")],
    ];
  if (deployment.status === "superseded")
    return [
      [ours("↷ ", "muted"), ours("A later deployment took its place.", "title")],
      [span(`  ${supersededBy ?? ""}`, "muted")],
    ];
  return [
    [ours("✗ ", "bad"), span(`failed: ${failure?.code ?? "no reason is known"}`, "bad")],
    ...wrapText(failure?.detail ?? "", width - 2).map((text): Line => [span(`  ${text}`)]),
    [],
    ...(failure ? explainedAt(url, failure.code, width) : []),
  ];
}
