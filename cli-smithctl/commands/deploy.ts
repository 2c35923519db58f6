import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { deployVersion } from "../deploying/deploy-version.ts";
import { changeExits, changeFlags, changeHelp, mannerOf, requireEnvironment } from "../deploying/flags.ts";
import { planVersion } from "../deploying/plan.ts";

export const syntax = {
  words: ["APP", "VERSION"],
  flags: {
    ...changeFlags,
    env: { type: "string" },
    adopt: { type: "boolean" },
    diff: { type: "boolean" },
  },
} as const;

export const help = formatHelp({
  summary: "Shows what deploying a version of an app to an environment changes, asks, and does it.",
  usage: ["smithctl deploy APP VERSION --env E [--wait] [--yes]"],
  flags: [
    ["--env E", "the environment"],
    ["--diff", "show the whole diff, not only which files change"],
    ["--adopt", "replace a folder of the app that smithd did not write"],
    ...changeHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl deploy api-service 42540c4-123 --env production --reason 'price list cache' --wait",
    "smithctl deploy api-service 42540c4-123 --env staging --yes --json",
  ],
  exits: [...changeExits],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = "", version = ""] = input;
  const environment = requireEnvironment(flags.env);
  const manner = { ...mannerOf(flags), diff: flags.diff === true, adopt: flags.adopt === true };
  const client = await openClient(context, flags);
  const plan = await planVersion(client, app, version, environment);
  return deployVersion(client, plan, manner, context);
}
