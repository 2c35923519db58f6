import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { openClient } from "../../clients/open-client.ts";
import { parseCommandLine } from "../../clients/terminal/command-line.ts";
import { formatFields } from "../../clients/terminal/fields.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import type { Client } from "../../generated/client.ts";
import { showPlan } from "../deploying/deploy-version.ts";
import { withoutRepository } from "../deploying/failures.ts";
import { changeExits, changeFlags, changeHelp, mannerOf, requireEnvironment } from "../deploying/flags.ts";
import { agree, describeHold, describeRunning, lookAt } from "../deploying/place.ts";
import type { Place } from "../deploying/place.ts";
import { planVersion } from "../deploying/plan.ts";
import { request } from "../deploying/request.ts";

export const syntax = {
  words: ["APP"],
  flags: {
    ...changeFlags,
    env: { type: "string" },
    to: { type: "string" },
    diff: { type: "boolean" },
  },
  values: { to: "VERSION" },
} as const;

export const help = formatHelp({
  summary: "Goes back to an earlier version, and holds policies off from there.",
  usage: ["smithctl rollback APP --env E [--to VERSION] [--reason TEXT] [--wait]"],
  flags: [
    ["--env E", "the environment"],
    [
      "--to VERSION",
      "where to go back; by default the version that ran before, leaving out those that were rolled back from",
    ],
    ["--diff", "show the whole diff, not only which files change"],
    ...changeHelp,
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl rollback api-service --env production --reason 'prices are wrong' --wait",
    "smithctl rollback api-service --env production --to 31f2a90-117",
  ],
  exits: [...changeExits],
});

export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { input, flags } = parseCommandLine(argv, syntax);
  const [app = ""] = input;
  const environment = requireEnvironment(flags.env);
  const manner = mannerOf(flags);
  const client = await openClient(context, flags);
  const to = flags.to ?? (await targetOf(client, app, environment));
  const place = await show(client, { app, environment, to, diff: flags.diff === true }, context);
  // Where there is nothing to go back to there is nothing to agree to: smithd says why.
  const isHopeless = to === undefined && place.running !== undefined;
  if (!isHopeless && !(await agree(place, "Roll back?", manner.yes, context))) {
    context.output.note("Nothing was rolled back.");
    return exitCodes.failed;
  }
  const body = {
    environment,
    // Two people who go back at once mean one step, not two.
    from: place.running?.version ?? "",
    // What was shown, and no other.
    ...(to === undefined ? {} : { to }),
    ...(manner.reason === undefined ? {} : { reason: manner.reason }),
  };
  const send = (header: { "Idempotency-Key": string }) =>
    client.rollbackCreate({ path: { app }, header, body });
  return request(client, { app, environment, send }, manner, context);
}

/** Where smithd would go back to by itself; undefined where there is nothing, or where nothing runs. */
async function targetOf(client: Client, app: string, environment: string): Promise<string | undefined> {
  const { environments } = await client.appView({ path: { app } });
  return environments.find((running) => running.environment === environment)?.rollbackTo;
}

async function show(
  client: Client,
  asked: { app: string; environment: string; to: string | undefined; diff: boolean },
  context: CommandContext,
): Promise<Place> {
  const { app, environment, to, diff } = asked;
  if (to !== undefined) {
    const plan = await planVersion(client, app, to, environment);
    showPlan(plan, { diff, adopt: false }, context);
    return plan.place;
  }
  const place = await lookAt(client, app, environment).catch(withoutRepository);
  context.output.note(
    formatFields([
      ["App", app],
      ["Environment", environment],
      ["Runs now", describeRunning(place)],
      ["Will run", place.running ? undefined : "what ran there last"],
      ["On hold", describeHold(place)],
    ]),
  );
  return place;
}
