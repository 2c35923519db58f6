import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { describeOmitted, formatDiff } from "../../clients/terminal/diff.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import type { Client } from "../../generated/client.ts";
import type { Manner } from "./flags.ts";
import { agree } from "./place.ts";
import { describePlan, refuseObstacles } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { request } from "./request.ts";

export interface DeployManner extends Manner {
  /** Whether the whole diff is shown. */
  diff: boolean;
  adopt: boolean;
}

/** Shows what a plan does, asks, and has it done. */
export async function deployVersion(
  client: Client,
  plan: Plan,
  manner: DeployManner,
  context: CommandContext,
): Promise<ExitCode> {
  const { place, next, diff } = plan;
  showPlan(plan, manner, context);
  if (!(await agree(place, "Deploy?", manner.yes, context))) {
    context.output.note("Nothing was deployed.");
    return exitCodes.failed;
  }
  const { app, environment } = place;
  const body = {
    version: next.id,
    environment,
    ...(manner.reason === undefined ? {} : { reason: manner.reason }),
    ...(manner.adopt ? { adopt: true } : {}),
    // Who agreed to a change agreed to it from what was shown; with --yes nobody looked.
    ...(manner.yes ? {} : { expectedVersion: diff.runningVersion ?? "" }),
  };
  const send = (header: { "Idempotency-Key": string }) =>
    client.deploymentCreate({ path: { app }, header, body });
  return request(client, { app, environment, send }, manner, context);
}

/** Throws where it is known to fail. */
export function showPlan(
  plan: Plan,
  { diff, adopt }: { diff: boolean; adopt: boolean },
  { output }: CommandContext,
): void {
  const { files } = plan.diff;
  output.note(describePlan(plan, output.noteColours));
  // On stderr, because stdout is for what becomes of it.
  if (diff && files.length > 0)
    output.note(
      [formatDiff(files, output.noteColours, true).trimEnd(), ...describeOmitted(files)].join("\n"),
    );
  refuseObstacles(plan, adopt);
}
