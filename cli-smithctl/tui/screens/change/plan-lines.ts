import { committerName } from "../../../committer.ts";
import type { Plan } from "../../../deploying/plan.ts";
import { describeObstacle, noteOn } from "../../../deploying/plan.ts";
import { describeHold, describeRunning } from "../../../deploying/place.ts";
import { relativeTime } from "../../../../clients/terminal/time.ts";
import { ours, span, type Line, type Span } from "../../text/line.ts";
import { wrapText } from "../../text/wrap.ts";
import { changesLine } from "./diff-lines.ts";

/** What runs, what will, which files change and what stands in the way: above the diff. */
export function planLines(plan: Plan, files: readonly Line[], adopt: boolean, width: number): Line[] {
  const { place, next, diff } = plan;
  const { branch, tag, committer, message } = next.metadata?.git ?? {};
  const published =
    next.publishedAt === undefined ? next.status : `published ${relativeTime(next.publishedAt)}`;
  const origin = [branch ?? tag, committer && committerName(committer), published].filter(Boolean).join(", ");
  const hold = describeHold(place);
  const field = (name: string, ...value: Line): Line => [ours(name.padEnd(LABEL), "muted"), ...value];
  return [
    field("Runs now", span(describeRunning(place))),
    field("Will run", span(next.id, "name"), span(`  ${origin}`)),
    ...(message === undefined ? [] : [field("", span(message.split("\n")[0]!, "muted"))]),
    ...(hold === undefined ? [] : [field("On hold", span(hold, "warning"))]),
    ...noteLines(noteOn(plan), width - LABEL, field),
    field("Changes", ...changesLine(diff.files)),
    // One alone stands below anyway.
    ...(files.length > 1 ? files.map((file) => field("", ...file)) : []),
    ...obstaclesOf(plan, adopt).flatMap((obstacle) =>
      wrapText(describeObstacle(obstacle).detail, width - 2).map((text, index): Line => [
        ours(index === 0 ? "✗ " : "  ", "bad"),
        span(text, "bad"),
      ]),
    ),
    ...(adopt ? [[ours(`! ${ADOPTED}`, "warning" as const)]] : []),
    [],
  ];
}

const LABEL = 10;
const ADOPTED = "files of others in this folder will be deleted";

const noteLines = (note: string | undefined, width: number, field: (name: string, value: Span) => Line) =>
  note === undefined
    ? []
    : wrapText(note, width).map((text, index) => field(index === 0 ? "Note" : "", span(text, "warning")));

/** Whether the folder there is not smithd's, so that it has to be adopted. */
export const isOthers = ({ diff }: Plan): boolean =>
  diff.obstacles.some(({ code }) => code === "folder-not-owned");

/** What would make it fail. Nothing is asked for that is known to fail. */
export const obstaclesOf = ({ diff }: Plan, adopt: boolean) =>
  diff.obstacles.filter(({ code }) => !(adopt && code === "folder-not-owned"));
