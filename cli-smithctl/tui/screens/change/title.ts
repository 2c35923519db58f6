import type { Change } from "../../data/planned-change.ts";
import { displayWidth, truncate } from "../../../../clients/terminal/width.ts";

const words = {
  deploy: { now: "Deploy", meanwhile: "Deploying", where: "to" },
  rollback: { now: "Roll back", meanwhile: "Rolling back", where: "in" },
};
/** Columns for how the connection is. */
const STATUS = 8;
const LEAST_NAME = 8;

/** What is done to what and where. A long name is cut rather than the environment, which one must not mistake. */
export function changeTitle(
  { kind, app, version, environment }: Change,
  tense: "now" | "meanwhile",
  width: number,
): string {
  const verb = words[kind][tense];
  const place = ` ${words[kind].where} ${environment}`;
  const room = Math.max(LEAST_NAME, width - displayWidth(`${verb} ${place}  `) - STATUS);
  return `${verb} ${truncate(app, room)}${place}  ${version}`;
}
