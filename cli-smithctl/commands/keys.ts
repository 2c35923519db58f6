import type { ExitCode } from "../../clients/exit-codes.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { listHelp } from "../list-flags.ts";
import { runVerb } from "../verbs.ts";
import { create } from "./keys/create.ts";
import { list } from "./keys/list.ts";
import { revoke } from "./keys/revoke.ts";

export const syntax = { list, create, revoke };

export const help = formatHelp({
  summary: "Lists, creates and revokes API keys.",
  usage: ["smithctl keys [list]", "smithctl keys create NAME [--expires 90d]", "smithctl keys revoke KEY"],
  flags: [
    ["--expires WHEN", "create: when the key ends, such as 90d or 2027-11-23; never by default"],
    ["--yes", "revoke: do not ask"],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl keys",
    "smithctl keys create ci --expires 365d > key.txt",
    "smithctl keys revoke k3v9x2m1q8w7",
  ],
  exits: ["authentication", "interrupted"],
});

export function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  return runVerb("keys", syntax, argv, context);
}
