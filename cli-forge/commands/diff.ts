import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { UsageError } from "../../clients/errors.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { printDiff, summarizeDiff } from "../../clients/terminal/diff.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { compareWithRunning } from "../compare/compare-with-running.ts";
import { sourceSyntax, versionToCheck } from "../source.ts";

const syntax = {
  ...sourceSyntax,
  flags: { ...connectionFlags, ...sourceSyntax.flags, env: { type: "string" } },
} as const;

export const help = formatHelp({
  summary: "Shows how a folder of manifests differs from what runs in an environment, and publishes nothing.",
  usage: ["forge diff DIR --app A --env E"],
  flags: [
    ["--app A", "the app, registered with smithd"],
    ["--env E", "the environment"],
    ["", "version.yml, which is another for every version, is left out"],
    ...connectionHelp,
    jsonHelp,
  ],
  examples: ["forge diff ./manifests --app api-service --env production"],
  exits: ["authentication"],
});

/** Exits 0 whether or not something differs: it is a look, not a check. */
export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const environment = flags.env;
  if (environment === undefined)
    throw new UsageError("--env is missing.", "Name the environment: --env staging");
  const prepared = await versionToCheck(input, flags, context);
  const { output } = context;
  const client = await openClient(context, flags);
  const { runningVersion, files } = await compareWithRunning(client, prepared, environment);
  if (flags.json) output.printJson({ app: prepared.app, environment, runningVersion, files });
  else {
    printDiff(files, output);
    const runs = runningVersion === undefined ? "where nothing runs" : `which runs ${runningVersion}`;
    const what = files.length === 0 ? "nothing would change" : summarizeDiff(files);
    output.note(sanitizeLine(`${input[0]} to ${prepared.app} in ${environment}, ${runs}: ${what}.`));
  }
  return exitCodes.ok;
}
