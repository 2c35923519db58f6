import type { AppVersionView } from "../../../../generated/api.ts";
import { relativeTime } from "../../../../clients/terminal/time.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { wrapText } from "../../text/wrap.ts";

/** What version.yml says, and what smithd knows beside it. */
export function factLines(version: AppVersionView, width: number): Line[] {
  const { git, build } = version.metadata ?? {};
  const runs = version.deployedTo.map(({ environment }) => environment).join(", ");
  const published =
    version.publishedAt &&
    `${relativeTime(version.publishedAt)} (${version.publishedAt}) by ${version.createdBy}`;
  const fields: [name: string, value: string | undefined][] = [
    ["Status", version.status],
    ["Published", published],
    ["Runs in", runs === "" ? "no environment" : runs],
    [
      "Commit",
      git &&
        [git.sha, git.branch && `branch ${git.branch}`, git.tag && `tag ${git.tag}`]
          .filter(Boolean)
          .join("  "),
    ],
    ["Pull request", git?.pullRequest],
    ["Committer", git?.committer],
    ["Message", git?.message],
    ["Build", build && [build.number, build.url].filter(Boolean).join("  ")],
  ];
  const room = Math.max(10, width - LABEL);
  return [
    ...fields.flatMap(([name, value]) =>
      value === undefined
        ? []
        : wrapText(value, room).map((text, index): Line => [
            ours((index === 0 ? name : "").padEnd(LABEL), "muted"),
            span(text),
          ]),
    ),
    ...(version.warnings ?? []).flatMap(({ file, line, detail }) =>
      wrapText(`${file ?? ""}${line === undefined ? "" : `:${line}`}  ${detail}`, room).map(
        (text, index): Line => [ours((index === 0 ? "! Warning" : "").padEnd(LABEL), "warning"), span(text)],
      ),
    ),
  ];
}

/** As many as there is room for above the files, and how many more there are. */
export function firstFacts(facts: readonly Line[], most: number): readonly Line[] {
  if (facts.length <= most) return facts;
  const seen = facts.slice(0, most - 1);
  return [...seen, [ours(`… ${facts.length - seen.length} more lines: `, "muted"), ours("m", "key")]];
}

const LABEL = 14;
