import type { Syntax } from "../clients/terminal/command-line.ts";
import type { CommandContext } from "../clients/terminal/program.ts";
import { buildFlags, factsOfFlags } from "./build-flags.ts";
import { prepareForCheck, prepareVersion } from "./prepare.ts";
import type { PreparedVersion, Wanted } from "./prepare.ts";
import { requireApp } from "./require-app.ts";

/** The command line of everything that makes a version of a folder. */
export const sourceSyntax = {
  words: ["DIR"],
  flags: { ...buildFlags, app: { type: "string" } },
} as const satisfies Syntax;

type Given = Parameters<typeof factsOfFlags>[0] & { app?: string | undefined };

function wantedBy([folder = ""]: string[], flags: Given): Wanted {
  return { folder, app: requireApp(flags.app), version: flags.version, facts: factsOfFlags(flags) };
}

/** The version in a folder. Says what was left out. */
export async function versionOf(
  input: string[],
  flags: Given,
  { output, streams }: CommandContext,
): Promise<PreparedVersion> {
  const wanted = wantedBy(input, flags);
  return noted(await prepareVersion(wanted, { env: streams.env, cwd: process.cwd() }), output);
}

/** The same without need of a commit, for what is only looked at. */
export async function versionToCheck(
  input: string[],
  flags: Given,
  { output, streams }: CommandContext,
): Promise<PreparedVersion> {
  const wanted = wantedBy(input, flags);
  return noted(await prepareForCheck(wanted, { env: streams.env, cwd: process.cwd() }), output);
}

function noted(prepared: PreparedVersion, output: CommandContext["output"]): PreparedVersion {
  for (const note of prepared.notes) output.note(note);
  return prepared;
}
