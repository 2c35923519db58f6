import { UsageError } from "../errors.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { programVersion } from "../program-version.ts";
import type { Syntax } from "./command-line.ts";
import { describeFailure, exitCodeOf } from "./failure.ts";
import { columns, HelpRequested, section } from "./help.ts";
import { interruptSignal } from "./interrupt.ts";
import { nearest } from "./nearest.ts";
import { createOutput } from "./output.ts";
import type { Output, Streams } from "./output.ts";
import { wrapHelp } from "./wrap.ts";

export interface CommandContext {
  program: string;
  /** How long a call waits for a smithd that does not answer, in milliseconds. */
  patienceMs: number;
  streams: Streams;
  output: Output;
  signal: AbortSignal;
}

export interface Command {
  help: string;
  run(argv: string[], context: CommandContext): Promise<ExitCode>;
  /** What may follow its name, for completion. */
  syntax?: Syntax | Record<string, Syntax>;
}

export interface HiddenCommand {
  run(argv: string[], context: CommandContext, program: Program): Promise<ExitCode>;
}

export interface WithoutCommand {
  run(context: CommandContext): Promise<ExitCode>;
}

export interface Program {
  name: string;
  summary: string;
  /** Each command by its name, loaded only when it runs. */
  commands: Record<string, { summary: string; load: () => Promise<Command> }>;
  /** Commands that scripts of ours call: no help names them. */
  hidden?: Record<string, () => Promise<HiddenCommand>>;
  patienceMs: number;
  /** What no command at all means: in CI, where `forge $CMD` must not pass with nothing done, a mistake. */
  withoutCommand: "mistake" | { summary: string; load: () => Promise<WithoutCommand> };
}

/** Runs the command that `argv` names and returns the exit code. `leave` ends the process at once. */
export async function runProgram(
  program: Program,
  argv: string[],
  streams: Streams,
  leave: (code: ExitCode) => void,
): Promise<ExitCode> {
  const output = createOutput(streams);
  const interrupt = interruptSignal(() => {
    output.progress("");
    leave(exitCodes.interrupted);
  });
  try {
    const { name, patienceMs } = program;
    const { signal } = interrupt;
    return await dispatch(program, argv, { program: name, patienceMs, streams, output, signal });
  } catch (error) {
    output.note(describeFailure(error, program.name, output.noteColours));
    return exitCodeOf(error);
  } finally {
    interrupt.dispose();
    output.progress("");
  }
}

async function dispatch(program: Program, argv: string[], context: CommandContext): Promise<ExitCode> {
  const [name = "", ...rest] = argv;
  if (name === "") return withoutCommand(program, context);
  if (["--help", "-h", "help"].includes(name)) return help(program, rest[0], context);
  if (name === "--version" || name === "-V") return print(context, programVersion);
  if (name.startsWith("-"))
    throw new UsageError("Flags come after the command.", `${program.name} COMMAND ${name} …`);
  const hidden = Object.hasOwn(program.hidden ?? {}, name) ? program.hidden?.[name] : undefined;
  if (hidden) return (await hidden()).run(rest, context, program);
  const command = await loadCommand(program, name);
  try {
    return await command.run(rest, context);
  } catch (error) {
    if (error instanceof HelpRequested) return print(context, command.help);
    throw error;
  }
}

async function withoutCommand(program: Program, context: CommandContext): Promise<ExitCode> {
  if (program.withoutCommand !== "mistake") return (await program.withoutCommand.load()).run(context);
  context.output.note(overview(program));
  return exitCodes.usage;
}

async function help(program: Program, name: string | undefined, context: CommandContext): Promise<ExitCode> {
  return print(context, name === undefined ? overview(program) : (await loadCommand(program, name)).help);
}

async function loadCommand(program: Program, name: string): Promise<Command> {
  const entry = Object.hasOwn(program.commands, name) ? program.commands[name] : undefined;
  if (entry) return entry.load();
  const near = nearest(name, Object.keys(program.commands));
  const next = near
    ? `Did you mean \`${program.name} ${near}\`?`
    : `\`${program.name} --help\` lists the commands.`;
  throw new UsageError(`There is no command ${name}.`, next);
}

function overview({ name, summary, commands, withoutCommand }: Program): string {
  const list = Object.entries(commands).map(([command, entry]): [string, string] => [command, entry.summary]);
  return [
    summary,
    section("Usage", [
      ...(withoutCommand === "mistake" ? [] : columns([[name, withoutCommand.summary]])),
      `${name} COMMAND …`,
      `${name} COMMAND --help`,
      `${name} --version`,
    ]),
    section("Commands", columns(list)),
    section("Settings", [
      "DEPLOYSMITH_URL           where smithd is",
      "DEPLOYSMITH_API_KEY       the API key, or DEPLOYSMITH_API_KEY_FILE a file that holds it",
      "~/.config/deploysmith/config.yaml   contexts, for people",
    ]),
  ].join("\n\n");
}

function print({ output }: CommandContext, text: string): ExitCode {
  output.print(output.width === undefined ? text : wrapHelp(text, output.width));
  return exitCodes.ok;
}
