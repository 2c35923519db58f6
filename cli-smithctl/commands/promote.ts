import { CommandError, UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { deployVersion } from "../deploying/deploy-version.ts";
import { withoutRepository } from "../deploying/failures.ts";
import { changeExits, changeFlags, changeHelp, mannerOf, requireEnvironment } from "../deploying/flags.ts";
import { lookAt } from "../deploying/place.ts";
import { planVersion } from "../deploying/plan.ts";
import type { Plan } from "../deploying/plan.ts";

export const syntax = {
  words: ["APP"],
  flags: {
    ...changeFlags,
    from: { type: "string" },
    to: { type: "string" },
    adopt: { type: "boolean" },
    diff: { type: "boolean" },
  },
  values: { from: "ENVIRONMENT", to: "ENVIRONMENT" },
} as const;

export const help = formatHelp({
  summary: "Deploys the version that runs in one environment to another, after showing what that changes.",
  usage: ["smithctl promote APP --from E --to E [--wait] [--yes]"],
  flags: [
    ["--from E", "the environment in which the version runs"],
    ["--to E", "the environment where it is to run"],
    ["--diff", "show the whole diff, not only which files change"],
    ["--adopt", "replace a folder of the app that smithd did not write"],
    ...changeHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: ["smithctl promote api-service --from staging --to production --wait"],
  exits: [...changeExits],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const from = requireEnvironment(flags.from, "--from");
  const to = requireEnvironment(flags.to, "--to");
  if (from === to) throw new UsageError(`--from and --to are both ${from}.`);
  const manner = { ...mannerOf(flags), diff: flags.diff === true, adopt: flags.adopt === true };
  const client = await openClient(context, flags);
  const { running } = await lookAt(client, app, from).catch(withoutRepository);
  if (!running) throw nothingToPromote(app, from);
  const plan = await planVersion(client, app, running.version, to);
  if (plan.place.running?.version === running.version) return alreadyThere(plan, from, manner.json, context);
  return deployVersion(client, plan, manner, context);
}

function nothingToPromote(app: string, from: string): CommandError {
  return new CommandError(`${app} does not run in ${from}, so there is nothing to promote.`, {
    next: `smithctl apps show ${app} says where it runs.`,
  });
}

function alreadyThere(plan: Plan, from: string, json: boolean, { output }: CommandContext): ExitCode {
  const { app, environment } = plan.place;
  const version = plan.next.id;
  if (json) output.printJson({ app, version, environment, changed: false });
  else output.print(sanitizeLine(`${app} runs ${version} in ${environment} as in ${from}: nothing to do.`));
  if (plan.diff.files.length > 0) {
    const command = `smithctl deploy ${app} ${version} --env ${environment}`;
    output.warn(`Somebody changed its folder in ${environment} since. To put it back: ${command}`);
  }
  return exitCodes.ok;
}
