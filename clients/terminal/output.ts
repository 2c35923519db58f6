import { coloursFor } from "./colour.ts";
import type { Colours } from "./colour.ts";
import { safeJson, sanitize } from "./sanitize.ts";
import { formatTable } from "./table.ts";
import type { Column } from "./table.ts";
import { truncate } from "./width.ts";

/** The process itself, so that each stream is opened when something first uses it: opening stdin takes 5 ms. */
export interface Streams {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  env: NodeJS.ProcessEnv;
}

/** Data goes to stdout, everything else to stderr. Whatever is printed is made safe for a terminal here. */
export interface Output {
  /** Colours of stdout and of stderr. */
  colours: Colours;
  noteColours: Colours;
  /** How many columns stdout has; undefined where it is no terminal. */
  width: number | undefined;
  print(text: string): void;
  /** Writes a text as it is, to be read by a program; made safe where a terminal reads it. */
  printExactly(text: string): void;
  printJson(value: unknown): void;
  /** One document on one line (NDJSON), where more may follow. */
  printJsonLine(value: unknown): void;
  printTable(columns: Column[], rows: (string | undefined)[][]): void;
  note(text: string): void;
  warn(text: string): void;
  /** Shows a line that the next one replaces, on a terminal and outside of CI only; "" takes it away. */
  progress(text: string): void;
  /** Whether all that was printed so far could be written: false on a full disk, and where the reader went away. */
  delivered(): Promise<boolean>;
}

/** The only writer of both streams, so that a progress line never mixes with other text. */
export function createOutput({ stdout, stderr, env }: Streams): Output {
  const progress = progressLine(stderr, env);
  const write = (stream: NodeJS.WriteStream, text: string) => {
    const shown = progress.show("");
    stream.write(`${text}\n`);
    progress.show(shown);
  };
  let heard = true;
  stdout.on("error", () => (heard = false));
  const noteColours = coloursFor(stderr, env);
  const width = stdout.isTTY ? stdout.columns || 80 : undefined;
  return {
    colours: coloursFor(stdout, env),
    noteColours,
    width,
    print: (text) => write(stdout, sanitizeStyled(text)),
    printExactly: (text) => {
      if (stdout.isTTY) write(stdout, sanitizeStyled(text.replace(/\n$/, "")));
      else stdout.write(text);
    },
    printJson: (value) => write(stdout, safeJson(value, 2)),
    printJsonLine: (value) => write(stdout, safeJson(value)),
    printTable: (columns, rows) => write(stdout, formatTable(columns, rows, width)),
    note: (text) => write(stderr, sanitizeStyled(text)),
    warn: (text) => write(stderr, `${noteColours.yellow("warning:")} ${sanitize(text)}`),
    progress: (text) => void progress.show(text),
    delivered: () =>
      new Promise((resolve) => {
        // A stream tells its listeners of an error only after the callback.
        stdout.write("", (error) => setImmediate(() => resolve(heard && !error)));
      }),
  };
}

/** Our own colours (SGR without parameters but 1, 2, 22, 31–33, 36 and 39) pass; what came from outside has no way to them that harms. */
function sanitizeStyled(text: string): string {
  return text
    .split(/(\x1b\[(?:1|2|22|31|32|33|36|39)m)/)
    .map((part, index) => (index % 2 === 1 ? part : sanitize(part)))
    .join("");
}

/** `show` returns what it replaces. */
function progressLine(stderr: NodeJS.WriteStream, env: NodeJS.ProcessEnv): { show(text: string): string } {
  let shown = "";
  const visible = stderr.isTTY && !env["CI"] && env["TERM"] !== "dumb";
  return {
    show(text) {
      const before = shown;
      if (!visible || text === before) return before;
      stderr.write(`\r\x1b[2K${truncate(sanitize(text), (stderr.columns || 80) - 1)}`);
      shown = text;
      return before;
    },
  };
}
