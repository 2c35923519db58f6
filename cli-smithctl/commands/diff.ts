import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { printDiff, summarizeDiff } from "../../clients/terminal/diff.ts";
import { describeFaults } from "../../clients/terminal/failure.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { Output } from "../../clients/terminal/output.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import type { VersionDiff } from "../../generated/api.ts";
import { requireEnvironment } from "../deploying/flags.ts";
import { describeObstacle } from "../deploying/plan.ts";

export const syntax = {
  words: ["APP", "VERSION"],
  flags: { ...connectionFlags, env: { type: "string" } },
} as const;

export const help = formatHelp({
  summary:
    "Shows the commit that deploying a version would make, as a patch that `git apply` takes, and what would make it fail.",
  usage: ["smithctl diff APP VERSION --env E"],
  flags: [["--env E", "the environment"], ...connectionHelp, jsonHelp],
  examples: [
    "smithctl diff api-service 42540c4-123 --env production",
    "smithctl diff api-service 42540c4-123 --env production --json | jq '.files[].path'",
  ],
  exits: ["refused", "authentication", "conflict"],
});

/** Exits 3 where the deployment would fail: that it would change something is no failure. */
export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = "", version = ""] = input;
  const environment = requireEnvironment(flags.env);
  const client = await openClient(context, flags);
  const diff = await client.versionDiff({ path: { app, version }, query: { environment } });
  if (flags.json) context.output.printJson(diff);
  else print(diff, context.output);
  return diff.obstacles.length > 0 ? exitCodes.refused : exitCodes.ok;
}

/** The patch is on stdout and all else beside it, so that it can be piped. */
function print(diff: VersionDiff, output: Output): void {
  const { app, version, environment, runningVersion, kind, obstacles, files } = diff;
  printDiff(files, output);
  const place = `${app} in ${environment}`;
  const runs = runningVersion === undefined ? "where nothing runs" : `which runs ${runningVersion}`;
  const what = files.length === 0 ? "nothing would change" : summarizeDiff(files);
  const rollback = kind === "rollback" ? " It would be a rollback." : "";
  output.note(sanitizeLine(`${version} to ${place}, ${runs}: ${what}.${rollback}`));
  if (obstacles.length === 0) return;
  const faults = describeFaults(obstacles.map(describeObstacle));
  output.note(`${output.noteColours.red("It would fail:")}\n${faults}`);
}
