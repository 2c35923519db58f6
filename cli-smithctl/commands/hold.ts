import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { requireEnvironment } from "../deploying/flags.ts";

export const syntax = {
  words: ["APP"],
  flags: { ...connectionFlags, env: { type: "string" }, reason: { type: "string" } },
} as const;

export const help = formatHelp({
  summary: "Pauses auto-deployment of an app to an environment; people can deploy as before.",
  usage: ["smithctl hold APP --env E --reason TEXT"],
  flags: [
    ["--env E", "the environment"],
    ["--reason TEXT", "why, for whoever wonders why nothing is deployed"],
    ...connectionHelp,
    jsonHelp,
  ],
  examples: ["smithctl hold api-service --env production --reason 'no changes during the sale'"],
  exits: ["refused", "authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const environment = requireEnvironment(flags.env);
  const { reason } = flags;
  if (reason === undefined)
    throw new UsageError("--reason is missing.", "Say why: --reason 'no changes during the sale'");
  const client = await openClient(context, flags);
  const hold = await client.holdPut({ path: { app, environment }, body: { reason } });
  if (flags.json) context.output.printJson(hold);
  else {
    context.output.print(
      sanitizeLine(`Auto-deployment of ${app} to ${environment} is on hold: ${hold.reason}`),
    );
    context.output.note(sanitizeLine(`To end it: smithctl release ${app} --env ${environment}`));
  }
  return exitCodes.ok;
}
