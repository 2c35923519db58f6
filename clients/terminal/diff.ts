import type { FileDiff } from "../../generated/api.ts";
import type { Colours } from "./colour.ts";
import type { Output } from "./output.ts";
import { sanitize, sanitizeLine } from "./sanitize.ts";
import { displayWidth, pad } from "./width.ts";

const mostListed = 20;

/** "3 files changed, +10 −2", and how many of them cannot be read line by line. */
export function summarizeDiff(files: readonly FileDiff[]): string {
  if (files.length === 0) return "no file changes";
  const sum = (kind: "additions" | "deletions") =>
    files.reduce((total, file) => total + (file[kind] ?? 0), 0);
  const omitted = files.filter((file) => file.omitted !== undefined).length;
  const unread = omitted === 0 ? "" : `, ${omitted} without a diff`;
  const files_ = files.length === 1 ? "1 file changed" : `${files.length} files changed`;
  return `${files_}, +${sum("additions")} −${sum("deletions")}${unread}`;
}

/** One line for each file with its counts; paths are said as they are within `folder`. */
export function listChanges(files: readonly FileDiff[], folder: string, colours: Colours): string {
  const shown = files.slice(0, mostListed).map((file) => ({ ...file, path: nameIn(folder, file.path) }));
  const width = Math.max(...shown.map(({ path }) => displayWidth(path)));
  const lines = shown.map(({ path, change, ...file }) =>
    `  ${colourOf(change, colours)(change.padEnd(8))}  ${pad(path, width)}  ${countsOf(file, colours)}`.trimEnd(),
  );
  const rest = files.length - shown.length;
  return [...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join("\n");
}

/**
 * Prints the diffs one after the other: in colour on a terminal, elsewhere as a patch that `git apply` takes. What has
 * no diff is said on stderr.
 */
export function printDiff(files: readonly FileDiff[], output: Output): void {
  const text = formatDiff(files, output.colours, output.width !== undefined);
  if (text !== "") output.printExactly(text);
  for (const sentence of describeOmitted(files)) output.note(sentence);
}

/** For a terminal what could harm it is taken out, line by line; otherwise not a byte is changed. */
export function formatDiff(files: readonly FileDiff[], colours: Colours, forTerminal: boolean): string {
  return files.map(({ diff }) => (diff === undefined ? "" : coloured(diff, colours, forTerminal))).join("");
}

/** A sentence for each file that has no diff. */
export function describeOmitted(files: readonly FileDiff[]): string[] {
  return files
    .filter(({ diff }) => diff === undefined)
    .map(
      ({ path, change, omitted }) => `${sanitizeLine(path)} is ${sanitizeLine(change)}${reasonOf(omitted)}.`,
    );
}

/** git's header is bold up to the first hunk; from there on the first character of a line says what it is. */
function coloured(diff: string, colours: Colours, forTerminal: boolean): string {
  const lines = diff.replace(/\n$/, "").split("\n");
  const firstHunk = lines.findIndex((line) => line.startsWith("@@"));
  return lines
    .map((line, index) => {
      const paint = index < firstHunk || firstHunk < 0 ? colours.bold : lineColour(line, colours);
      return `${paint(forTerminal ? visible(line) : line)}\n`;
    })
    .join("");
}

/** Line by line, so that no control sequence swallows lines; a line end that changes is a change to be seen. */
const visible = (line: string) => sanitize(line.replace(/\r$/, "^M"));

function lineColour(line: string, { green, red, cyan, dim }: Colours): (text: string) => string {
  const byMark: Record<string, (text: string) => string> = { "+": green, "-": red, "@": cyan, "\\": dim };
  return byMark[line[0] ?? ""] ?? ((text) => text);
}

function colourOf(change: string, { green, red, yellow }: Colours): (text: string) => string {
  return { added: green, deleted: red, modified: yellow }[change] ?? ((text) => text);
}

function countsOf(
  file: Pick<FileDiff, "additions" | "deletions" | "omitted">,
  { green, red }: Colours,
): string {
  const counts = [
    file.additions ? green(`+${file.additions}`) : "",
    file.deletions ? red(`−${file.deletions}`) : "",
    file.omitted === undefined ? "" : `(${sanitizeLine(file.omitted)})`,
  ];
  return counts.filter((count) => count !== "").join(" ");
}

function nameIn(folder: string, path: string): string {
  return sanitizeLine(path.startsWith(folder) ? path.slice(folder.length) : path);
}

function reasonOf(omitted: string | undefined): string {
  if (omitted === "binary") return "; it is no text, so there is no diff";
  return omitted === "too-large" ? "; its diff would be too long to read" : "";
}
