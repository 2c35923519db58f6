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
  flags: { ...connectionFlags, env: { type: "string" } },
} as const;

export const help = formatHelp({
  summary: "Resumes auto-deployment of an app to an environment.",
  usage: ["smithctl release APP --env E"],
  flags: [["--env E", "the environment"], ...connectionHelp, jsonHelp],
  examples: ["smithctl release api-service --env production"],
  exits: ["authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const environment = requireEnvironment(flags.env);
  const client = await openClient(context, flags);
  await client.holdRelease({ path: { app, environment } });
  if (flags.json) context.output.printJson({ app, environment, released: true });
  else {
    const what = `Auto-deployment of ${app} to ${environment} is resumed`;
    context.output.print(sanitizeLine(`${what}, from the next version that is published.`));
  }
  return exitCodes.ok;
}
