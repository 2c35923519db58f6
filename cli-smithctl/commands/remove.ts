import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { withoutRepository } from "../deploying/failures.ts";
import { changeExits, changeFlags, changeHelp, mannerOf, requireEnvironment } from "../deploying/flags.ts";
import { agree, describeHold, describeRunning, lookAt } from "../deploying/place.ts";
import { request } from "../deploying/request.ts";

export const syntax = {
  words: ["APP"],
  flags: { ...changeFlags, env: { type: "string" } },
} as const;

export const help = formatHelp({
  summary:
    "Removes an app from an environment, so that Flux prunes its objects, and holds policies off from there.",
  usage: ["smithctl remove APP --env E [--reason TEXT] [--wait] [--yes]"],
  flags: [["--env E", "the environment"], ...changeHelp, ...connectionHelp, jsonHelp],
  examples: ["smithctl remove api-service --env staging --reason 'moved to the shop' --wait"],
  exits: [...changeExits],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const environment = requireEnvironment(flags.env);
  const manner = mannerOf(flags);
  const { output } = context;
  const client = await openClient(context, flags);
  const place = await lookAt(client, app, environment).catch(withoutRepository);
  output.note(
    formatFields([
      ["App", app],
      ["Environment", environment],
      ["Runs now", describeRunning(place)],
      ["Will run", place.running && "nothing: its folder goes, and Flux prunes its objects"],
      ["On hold", describeHold(place)],
    ]),
  );
  if (!(await agree(place, "Remove it?", manner.yes, context))) {
    output.note("Nothing was removed.");
    return exitCodes.failed;
  }
  const body = {
    environment,
    expectedVersion: place.running?.version ?? "",
    ...(manner.reason === undefined ? {} : { reason: manner.reason }),
  };
  const send = (header: { "Idempotency-Key": string }) =>
    client.removalCreate({ path: { app }, header, body });
  return request(client, { app, environment, send }, manner, context);
}
