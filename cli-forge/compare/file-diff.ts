import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";

/** What changes in one file. */
export interface FileDiff {
  path: string;
  change: "added" | "modified" | "deleted";
  additions?: number;
  deletions?: number;
  /** A unified diff with git's header, which `git apply` takes. */
  diff?: string;
  /** Why there is no diff. */
  omitted?: "binary" | "too-large";
}

/** Text of one file's diff that a person would read, in characters. */
const MOST = 256 * 1024;
/** Milliseconds for one file: two texts that have nothing in common take long to compare. */
const PATIENCE = 5000;

/**
 * How a file changes, as git shows it; undefined bytes where it is not there. Anything but UTF-8 is binary, and what is
 * too long to be read, or takes too long to be compared, has no diff.
 */
export function fileDiff(
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): FileDiff {
  const change = before === undefined ? "added" : after === undefined ? "deleted" : "modified";
  const [old, next] = [textOf(before), textOf(after)];
  if (old === undefined || next === undefined) return { path, change, omitted: "binary" };
  const names = {
    from: before === undefined ? "/dev/null" : `a/${path}`,
    to: after === undefined ? "/dev/null" : `b/${path}`,
  };
  const patch = structuredPatch(names.from, names.to, old, next, "", "", { context: 3, timeout: PATIENCE });
  const lines = patch?.hunks.flatMap((hunk) => hunk.lines) ?? [];
  if (!patch || lines.reduce((sum, line) => sum + line.length, 0) > MOST)
    return { path, change, omitted: "too-large" };
  return {
    path,
    change,
    additions: lines.filter((line) => line.startsWith("+")).length,
    deletions: lines.filter((line) => line.startsWith("-")).length,
    diff: header(path, change) + (lines.length > 0 ? formatPatch(patch, FILE_HEADERS_ONLY) : ""),
  };
}

function header(path: string, change: FileDiff["change"]): string {
  const mode = { added: "new file mode 100644\n", deleted: "deleted file mode 100644\n", modified: "" }[
    change
  ];
  return `diff --git a/${path} b/${path}\n${mode}`;
}

/** Undefined where it is no text. */
function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return "";
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
