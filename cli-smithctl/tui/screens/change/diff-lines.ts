import { summarizeDiff } from "../../../../clients/terminal/diff.ts";
import type { FileDiff } from "../../../../generated/api.ts";
import { visible } from "../../text/visible.ts";
import { ours, span, type Line, type Role } from "../../text/line.ts";

export interface DiffLines {
  /** What happens to each file, in a row. */
  heads: Line[];
  lines: Line[];
  /** In which rows files begin. */
  starts: number[];
}

/** The files that change, each with its hunks. Paths are said as they are within `folder`. */
export function diffLines(files: readonly FileDiff[], folder: string): DiffLines {
  const heads = files.map((file) => headOf(file, folder));
  const lines: Line[] = [];
  const starts: number[] = [];
  for (const [index, file] of files.entries()) {
    starts.push(lines.length);
    lines.push(heads[index]!, ...hunkLines(file), []);
  }
  return { heads, lines, starts };
}

/** "3 files changed, +10 −2". */
export const changesLine = (files: readonly FileDiff[]): Line => [span(summarizeDiff(files))];

function headOf({ path, change, additions = 0, deletions = 0 }: FileDiff, folder: string): Line {
  const name = path.startsWith(folder) ? path.slice(folder.length) : path;
  return [
    span(`${change} `, roleOfChange[change]),
    span(name, "title"),
    ...(additions > 0 ? [ours(` +${additions}`, "added")] : []),
    ...(deletions > 0 ? [ours(` −${deletions}`, "removed")] : []),
  ];
}

function hunkLines({ diff, omitted }: FileDiff): Line[] {
  if (diff === undefined)
    return [[span(`  ${reasons[omitted ?? ""] ?? "There is no diff of it."}`, "muted")]];
  return hunks(diff).map((text): Line => [hunkSpan(text)]);
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
