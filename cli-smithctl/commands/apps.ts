import type { ExitCode } from "../../clients/exit-codes.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { listHelp } from "../list-flags.ts";
import { runVerb } from "../verbs.ts";
import { archive } from "./apps/archive.ts";
import { list } from "./apps/list.ts";
import { register } from "./apps/register.ts";
import { restore } from "./apps/restore.ts";
import { show } from "./apps/show.ts";
import { update } from "./apps/update.ts";

export const syntax = { list, show, register, update, archive, restore };

export const help = formatHelp({
  summary: "Lists, shows, registers, changes, archives and restores apps.",
  usage: [
    "smithctl apps [list] [--archived]",
    "smithctl apps show APP",
    "smithctl apps register NAME [--namespace NS]",
    "smithctl apps update APP [--description TEXT] [--unset FIELD]",
    "smithctl apps archive APP [--yes]",
    "smithctl apps restore APP",
  ],
  flags: [
    ["--description TEXT", "register, update: what the app is"],
    ["--source-url URL", "register, update: the source repository, for links to commits"],
    ["--namespace NS", "register, update: the namespace for its objects, from the next deployment on"],
    ["--unset FIELD", "update: take away description, source-url or namespace; repeatable"],
    ["--archived", "list: the archived apps instead of the others"],
    ["--yes", "archive: do not ask"],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl apps",
    "smithctl apps register api-service --namespace shop --source-url https://github.com/example/api-service",
    "smithctl apps update api-service --description 'Prices over HTTP' --unset source-url",
  ],
  exits: ["refused", "authentication", "conflict", "interrupted"],
});

export function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  return runVerb("apps", syntax, argv, context);
}
