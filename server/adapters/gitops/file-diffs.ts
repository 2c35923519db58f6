import type { FileDiff } from "../../domain/ports.ts";
import type { ChangedFile } from "./changed-files.ts";

/** Joins the files that git lists with the parts of its patch, both in git's order. `most` is in bytes, for one file. */
export function fileDiffs(
  files: ChangedFile[],
  parts: readonly (Buffer | undefined)[],
  most: number,
): FileDiff[] {
  let at = 0;
  return files.map(({ name, change, headers }) => {
    const own = parts.slice(at, (at += headers)).filter((part) => part !== undefined);
    const path = Buffer.from(name, "latin1").toString("utf8");
    if (own.length < headers || size(own) > most) return { path, change, omitted: "too-large" };
    const texts = own.map(textOf).filter((text) => text !== undefined);
    if (texts.length < headers || texts.some(isBinary)) return { path, change, omitted: "binary" };
    return { path, change, ...countLines(texts), diff: texts.join("") };
  });
}

const size = (parts: Buffer[]) => parts.reduce((sum, { length }) => sum + length, 0);

/** Undefined where it is no UTF-8. */
function textOf(part: Buffer): string | undefined {
  return decoded(part) ?? decoded(withoutHeadings(part));
}

function decoded(part: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(part);
  } catch {
    return undefined;
  }
}

/** Beside a hunk's numbers git repeats a line of the file, cut off after 80 bytes, be it in the middle of a character. */
const withoutHeadings = (part: Buffer) =>
  Buffer.from(part.toString("latin1").replace(/(\n@@ [^\n@]+ @@)[^\n]*/g, "$1"), "latin1");

const HUNKS = "\n@@ ";

const isBinary = (text: string) => !text.includes(HUNKS) && text.includes("\nBinary files ");

function countLines(texts: string[]): Required<Pick<FileDiff, "additions" | "deletions">> {
  const hunks = texts.flatMap((text) => text.split(HUNKS).slice(1));
  const lines = hunks.flatMap((hunk) => hunk.split("\n").slice(1));
  const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  return { additions: count("+"), deletions: count("-") };
}
