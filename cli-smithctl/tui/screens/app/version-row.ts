import type { App, AppVersion } from "../../../../generated/api.ts";
import { committerName } from "../../../committer.ts";
import { age } from "../../text/age.ts";
import type { Column } from "../../text/columns.ts";
import { ours, span, type Line } from "../../text/line.ts";

export const columns: Column[] = [
  { title: "VERSION", min: 14, max: 32, priority: 6 },
  { title: "RUNS IN", min: 10, max: 30, priority: 5 },
  { title: "AGE", min: 4, max: 4, priority: 4 },
  { title: "BRANCH OR TAG", min: 10, max: 24, priority: 2 },
  { title: "COMMITTER", min: 10, max: 24, priority: 1 },
  { title: "MESSAGE", min: 12, max: 300, priority: 3 },
];

/** A version as one row; where it runs is taken from the app, which is always current. */
export function cellsOf(version: AppVersion, app: App | undefined, now: number): Line[] {
  const { branch, tag, committer = "", message = "" } = version.metadata?.git ?? {};
  const runsIn = (app?.environments ?? []).filter((place) => place.version === version.id);
  return [
    [span(version.id, runsIn.length > 0 ? "name" : undefined)],
    [span(runsIn.map(({ environment }) => environment).join(" "), "good")],
    [ours(age(version.publishedAt ?? version.createdAt, now), "muted")],
    tag === undefined ? [span(branch ?? "")] : [ours("tag ", "muted"), span(tag)],
    [span(committerName(committer))],
    [span(message.split("\n")[0]!, "muted")],
  ];
}
