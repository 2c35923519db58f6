import type { FileDiff } from "../../domain/ports.ts";

/** A file that differs between two commits. */
export interface ChangedFile {
  /** Its path's bytes, one for each character: what is no UTF-8 stays what it is. */
  name: string;
  change: FileDiff["change"];
  /** How many headers a patch has for it: another type (file, link, module) is a deletion and an addition. */
  headers: 1 | 2;
}

const CHANGES: Record<string, FileDiff["change"]> = { A: "added", D: "deleted" };

/** What `git diff-tree --raw -z` prints: a line that ends in a letter, and a path, for each file. */
export function readChanges(raw: Buffer): ChangedFile[] {
  const fields = raw.toString("latin1").split("\0");
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const status = fields[at]!.at(-1)!;
    files.push({
      name: fields[at + 1]!,
      change: CHANGES[status] ?? "modified",
      headers: status === "T" ? 2 : 1,
    });
  }
  return files;
}

type Counts = Pick<FileDiff, "additions" | "deletions" | "omitted">;

/** What `git diff-tree --numstat -z` prints, by name: how many lines, or that it is binary. */
export function readCounts(numstat: Buffer): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const line of numstat.toString("latin1").split("\0").filter(Boolean)) {
    const [, additions, deletions, name] = /^(-|\d+)\t(-|\d+)\t(.*)$/s.exec(line)!;
    const isBinary = additions === "-";
    counts.set(
      name!,
      isBinary ? { omitted: "binary" } : { additions: Number(additions), deletions: Number(deletions) },
    );
  }
  return counts;
}
