import type { ExitCode } from "../../clients/exit-codes.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { listHelp } from "../list-flags.ts";
import { runVerb } from "../verbs.ts";
import { remove } from "./policies/delete.ts";
import { list } from "./policies/list.ts";
import { match } from "./policies/match.ts";
import { set } from "./policies/set.ts";

export const syntax = { list, set, delete: remove, match };

export const help = formatHelp({
  summary: "Lists, sets, deletes and tries the rules that deploy versions of an app by themselves.",
  usage: [
    "smithctl policies [list] APP",
    "smithctl policies set APP POLICY --env E --branch PATTERN …",
    "smithctl policies delete APP POLICY",
    "smithctl policies match APP --branch B",
  ],
  flags: [
    ["--env E", "set: where matching versions are deployed"],
    [
      "--branch PATTERN",
      "set: which branches, such as main, release/** or !release/old; repeatable, the last match wins",
    ],
    ["--tag PATTERN", "set: which tags; repeatable"],
    ["--pull-requests", "set: builds of pull requests count too"],
    ["--branch B", "match: a branch; says where a version built from it would be deployed"],
    ["--tag T", "match: a tag"],
    ["--pull-request", "match: as if it was built for a pull request"],
    ["--yes", "delete: do not ask"],
    ...listHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl policies set api-service main-to-staging --env staging --branch main",
    "smithctl policies set api-service releases --env production --tag 'v*'",
    "smithctl policies match api-service --tag v1.4.0",
  ],
  exits: ["refused", "authentication", "interrupted"],
});

export function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  return runVerb("policies", syntax, argv, context, "words");
}
