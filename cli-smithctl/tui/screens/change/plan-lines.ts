import type { Plan } from "../../../deploying/plan.ts";
import { describeObstacle } from "../../../deploying/plan.ts";
import { describeHold, describeRunning } from "../../../deploying/place.ts";
import { relativeTime } from "../../../../clients/terminal/time.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { wrapText } from "../../text/wrap.ts";
import { changesLine } from "./diff-lines.ts";

/** What runs, what will, what stands in the way: above the diff. */
export function planLines(plan: Plan, adopt: boolean, width: number): Line[] {
  const { place, next, diff } = plan;
  const { branch, tag, committer, message } = next.metadata?.git ?? {};
  const published =
    next.publishedAt === undefined ? next.status : `published ${relativeTime(next.publishedAt)}`;
  const origin = [branch ?? tag, committer?.replace(/\s*<[^<>]*>$/, ""), published]
    .filter(Boolean)
    .join(", ");
  const hold = describeHold(place);
  const field = (name: string, ...value: Line): Line => [ours(name.padEnd(10), "muted"), ...value];
  return [
    field("Runs now", span(describeRunning(place))),
    field("Will run", span(next.id, "name"), span(`  ${origin}`)),
    ...(message === undefined ? [] : [field("", span(message.split("\n")[0]!, "muted"))]),
    ...(hold === undefined ? [] : [field("On hold", span(hold, "warning"))]),
    ...(diff.kind === "rollback" ? [field("Note", ours(ROLLBACK, "warning"))] : []),
    field("Changes", ...changesLine(diff.files)),
    ...obstaclesOf(plan, adopt).flatMap((obstacle) =>
      wrapText(describeObstacle(obstacle).detail, width - 2).map((text, index): Line => [
        ours(index === 0 ? "✗ " : "  ", "bad"),
        span(text, "bad"),
      ]),
    ),
    [],
  ];
}

const ROLLBACK = "goes back: policies pause there until the hold is released";

/** What would make it fail. Nothing is asked for that is known to fail. */
export const obstaclesOf = ({ diff }: Plan, adopt: boolean) =>
  diff.obstacles.filter(({ code }) => !(adopt && code === "folder-not-owned"));
