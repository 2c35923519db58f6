import type { ExitCode } from "../../clients/exit-codes.ts";
import { formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { runVerb } from "../verbs.ts";
import { list } from "./contexts/list.ts";
import { remove } from "./contexts/remove.ts";
import { use } from "./contexts/use.ts";

export const syntax = { list, use, remove };

export const help = formatHelp({
  summary:
    "Lists, chooses and removes the contexts that `smithctl login` kept: where smithd is, and with which key.",
  usage: ["smithctl contexts [list]", "smithctl contexts use CONTEXT", "smithctl contexts remove CONTEXT"],
  flags: [["--yes", "remove: do not ask"], jsonHelp],
  examples: ["smithctl contexts", "smithctl contexts use work"],
  exits: ["interrupted"],
});

export function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  return runVerb("contexts", syntax, argv, context);
}
