import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { relativeTime } from "../../clients/terminal/time.ts";

export const syntax = { words: [], flags: connectionFlags };

export const help = formatHelp({
  summary: "Shows which API key is used, and that smithd answers.",
  usage: ["smithctl whoami"],
  flags: [...connectionHelp, jsonHelp],
  examples: ["smithctl whoami"],
  exits: ["authentication"],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { flags } = parseCommandLine(argv, syntax);
  const client = await openClient(context, flags);
  const me = await client.whoami();
  if (flags.json) context.output.printJson(me);
  else {
    const expires = me.expiresAt === undefined ? "never" : relativeTime(me.expiresAt);
    context.output.print(
      formatFields([
        ["Key", `${me.name} (${me.keyId})`],
        ["Created", relativeTime(me.createdAt)],
        ["Expires", expires],
        ["smithd", me.serverVersion],
      ]),
    );
  }
  return exitCodes.ok;
}
