import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import type { Syntax } from "../../clients/terminal/command-line.ts";
import type { Command, CommandContext, Program } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { candidatesFor } from "../completion/candidates.ts";
import type { Candidate } from "../completion/candidates.ts";
import { positionOf, withoutSplitting } from "../completion/position.ts";

/** Prints what may stand for the last word, one candidate on each line; nothing where that cannot be known. */
export async function run(
  argv: string[],
  { output, streams }: CommandContext,
  program: Program,
): Promise<ExitCode> {
  // A message would land in the middle of the line that somebody types.
  const found = await candidates(withoutSplitting(argv), program, streams.env).catch(() => []);
  // What a shell would act on is no name of ours, and nothing to put into its line.
  const safe = found.filter(([value]) => /^[\w.,:=/+@-]+$/.test(value));
  const lines = safe.map(([value, meaning = ""]) =>
    `${value}\t${sanitizeLine(meaning)}\n`.replace("\t\n", "\n"),
  );
  if (lines.length > 0) output.printExactly(lines.join(""));
  return exitCodes.ok;
}

async function candidates(words: string[], program: Program, env: NodeJS.ProcessEnv): Promise<Candidate[]> {
  const [name = "", ...rest] = words;
  const commands = Object.entries(program.commands).map(([command, { summary }]): Candidate => [
    command,
    summary,
  ]);
  if (rest.length === 0) return beginningWith(name, [...commands, ["help"]]);
  if (name === "help") return rest.length === 1 ? beginningWith(rest[0]!, commands) : [];
  const command = Object.hasOwn(program.commands, name) ? await program.commands[name]?.load() : undefined;
  return command?.syntax === undefined ? [] : ofCommand(command.syntax, rest, env);
}

async function ofCommand(
  syntax: NonNullable<Command["syntax"]>,
  words: string[],
  env: NodeJS.ProcessEnv,
): Promise<Candidate[]> {
  if (isSyntax(syntax)) return ofSyntax(syntax, words, env);
  const [first = "", ...rest] = words;
  if (rest.length > 0 && Object.hasOwn(syntax, first)) return ofSyntax(syntax[first]!, rest, env);
  const listed = await ofSyntax(syntax["list"]!, words, env).catch(() => []);
  const verbs = Object.keys(syntax).map((verb): Candidate => [verb]);
  if (rest.length > 0 || first.startsWith("-")) return listed;
  return [...beginningWith(first, verbs), ...listed.filter(([value]) => !value.startsWith("-"))];
}

async function ofSyntax(syntax: Syntax, words: string[], env: NodeJS.ProcessEnv): Promise<Candidate[]> {
  const { typed, prefix, wanted, flags, known } = positionOf(syntax, words);
  const values =
    typeof wanted === "string"
      ? await candidatesFor(wanted, known, env).catch(() => [])
      : (wanted ?? []).map((value): Candidate => [value]);
  // Flags are there to be asked for, and where no word is left.
  const offered = typed.startsWith("-") || wanted === undefined ? flags.map((flag): Candidate => [flag]) : [];
  return beginningWith(typed, [...values, ...offered]).map(([value, meaning]) => [prefix + value, meaning]);
}

const isSyntax = (syntax: NonNullable<Command["syntax"]>): syntax is Syntax => Array.isArray(syntax["words"]);

function beginningWith(typed: string, all: Candidate[]): Candidate[] {
  return all.filter(([value]) => value.startsWith(typed));
}
