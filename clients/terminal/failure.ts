import { CommandError } from "../errors.ts";
import type { Fault } from "../errors.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { AnswerError } from "../problems.ts";
import { codeFrame } from "./code-frame.ts";
import type { Colours } from "./colour.ts";
import { sanitize, sanitizeLine } from "./sanitize.ts";

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof CommandError ? error.exitCode : exitCodes.failed;
}

/** Any error as text for people: what happened, each single fault, the next step and the request id. */
export function describeFailure(error: unknown, program: string, colours: Colours): string {
  if (!(error instanceof CommandError)) return describeBug(error, program, colours);
  const lines = [`${colours.red(`${program}:`)} ${sanitize(error.message)}`];
  if (error.errors.length > 0) lines.push(describeFaults(error.errors, { textOf: error.textOf, colours }));
  if (error.next !== undefined) lines.push(`${colours.bold("Next:")} ${sanitize(error.next)}`);
  const requestId = requestIdOf(error);
  if (requestId !== undefined) lines.push(colours.dim(`Request id: ${sanitizeLine(requestId)}`));
  return lines.join("\n");
}

/** Also where an answer was the cause of what is told. */
function requestIdOf(error: unknown): string | undefined {
  if (error instanceof AnswerError && error.requestId !== undefined) return error.requestId;
  return error instanceof Error && error.cause !== undefined ? requestIdOf(error.cause) : undefined;
}

interface Frames {
  textOf: CommandError["textOf"];
  colours: Colours;
}

/** More of them hide what they are about. */
const FRAMES = 20;

/** One line for each fault, `file:line:column  detail`, those of a file together; the first ones with the lines around. */
export function describeFaults(faults: readonly Fault[], frames?: Frames): string {
  const files = Map.groupBy(faults, (fault) => fault.file ?? "");
  return [...files.values()]
    .flat()
    .flatMap((fault, index) => [
      `  ${describeFault(fault)}`,
      ...(frames && index < FRAMES ? frameOf(fault, frames) : []),
    ])
    .join("\n");
}

function frameOf({ file, line, column = 1 }: Fault, { textOf, colours }: Frames): string[] {
  const text = file === undefined ? undefined : textOf?.(file);
  if (text === undefined || line === undefined) return [];
  return ["", ...codeFrame(text, { line, column }, colours).map((each) => `  ${each}`), ""];
}

function describeFault({ file, line, column, pointer, environment, detail }: Fault): string {
  const position = [file, line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(":");
  const place = position === "" ? pointer : position;
  const where = environment === undefined ? "" : ` (in ${environment})`;
  return (
    sanitizeLine(place === undefined ? detail + where : `${place}${where}`) +
    (place === undefined ? "" : `  ${sanitizeLine(detail)}`)
  );
}

function describeBug(error: unknown, program: string, colours: Colours): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const report = "This is a bug of ours. Please report it: https://github.com/deploysmith/deploysmith/issues";
  return `${colours.red(`${program}:`)} ${sanitize(trace)}\n${report}`;
}
