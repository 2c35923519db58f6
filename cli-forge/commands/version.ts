import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { formatVersionFile } from "../../manifests/index.ts";
import type { VersionFile } from "../../manifests/index.ts";
import { gatherFacts } from "../build-facts.ts";
import { buildFlags, buildHelp, factsOfFlags } from "../build-flags.ts";
import { requireApp } from "../require-app.ts";
import { makeVersionFile } from "../version-file.ts";

const syntax = {
  words: [],
  flags: { ...buildFlags, app: { type: "string" }, json: { type: "boolean" } },
} as const;

export const help = formatHelp({
  summary: "Prints the version.yml that `forge publish` would make here.",
  usage: ["forge version [--app A] [--json]"],
  flags: [["--app A", "the app"], ...buildHelp, jsonHelp],
  examples: ["forge version --app api-service", "forge version --app api-service --json | jq -r .version"],
});

export async function run(argv: string[], { output, streams }: CommandContext): Promise<ExitCode> {
  const parsed = parseCommandLine(argv, syntax);
  const app = parsed.flags.app === undefined ? undefined : requireApp(parsed.flags.app);
  const gathered = await gatherFacts(factsOfFlags(parsed.flags), streams.env, process.cwd());
  const file = makeVersionFile(app ?? "app", parsed.flags.version, gathered);
  if (app === undefined) output.note("Without --app the line that names the app is left out.");
  if (parsed.flags.json) output.printJson(app === undefined ? { ...file, app: undefined } : file);
  else output.print(asYaml(file, app !== undefined));
  return exitCodes.ok;
}

function asYaml(file: VersionFile, withApp: boolean): string {
  const text = Buffer.from(formatVersionFile(file)).toString().trimEnd();
  return withApp ? text : text.replace(/^app:.*\n/m, "");
}
