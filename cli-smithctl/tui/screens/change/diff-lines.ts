import { summarizeDiff } from "../../../../clients/terminal/diff.ts";
import type { FileDiff } from "../../../../generated/api.ts";
import { visible } from "../../text/visible.ts";
import { ours, span, type Line, type Role } from "../../text/line.ts";

export interface DiffLines {
  lines: Line[];
  /** In which rows files begin. */
  starts: number[];
}

/** The files that change, each with its hunks. Paths are said as they are within `folder`. */
export function diffLines(files: readonly FileDiff[], folder: string): DiffLines {
  const lines: Line[] = [];
  const starts: number[] = [];
  for (const file of files) {
    starts.push(lines.length);
    lines.push(...fileLines(file, folder), []);
  }
  return { lines, starts };
}

/** "3 files changed, +10 −2". */
export const changesLine = (files: readonly FileDiff[]): Line => [span(summarizeDiff(files))];

function fileLines(
  { path, change, additions = 0, deletions = 0, diff, omitted }: FileDiff,
  folder: string,
): Line[] {
  const name = path.startsWith(folder) ? path.slice(folder.length) : path;
  const head: Line = [
    span(`${change} `, roleOfChange[change]),
    span(name, "title"),
    ...(additions > 0 ? [ours(` +${additions}`, "added")] : []),
    ...(deletions > 0 ? [ours(` −${deletions}`, "removed")] : []),
  ];
  if (diff === undefined)
    return [head, [span(`  ${reasons[omitted ?? ""] ?? "There is no diff of it."}`, "muted")]];
  return [head, ...hunks(diff).map((text): Line => [hunkSpan(text)])];
}

const roleOfChange: Partial<Record<string, Role>> = {
  added: "added",
  deleted: "removed",
  modified: "warning",
};

const reasons: Partial<Record<string, string>> = {
  binary: "It is no text, so there is no diff.",
  "too-large": "Its diff would be too long to read.",
};

/** Without git's header, which says again what stands above. */
function hunks(diff: string): string[] {
  const lines = diff.replace(/\n$/, "").split("\n");
  const first = lines.findIndex((line) => line.startsWith("@@"));
  return first < 0 ? [] : lines.slice(first);
}

const roleOfMark: Partial<Record<string, Role>> = {
  "+": "added",
  "-": "removed",
  "@": "accent",
  "\\": "muted",
};

const hunkSpan = (text: string) => ours(visible(text), roleOfMark[text[0] ?? ""]);
