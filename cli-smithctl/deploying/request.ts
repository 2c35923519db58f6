import { randomUUID } from "node:crypto";
import { exitCodeOfDeployment, exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { describeDeployment, subjectOf } from "../../clients/terminal/describe-deployment.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { WaitEnded, isFinished, waitForDeployment } from "../../clients/wait.ts";
import type { Deployment } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import { maybeAccepted, withoutRepository } from "./failures.ts";
import type { Manner } from "./flags.ts";

/** A deployment, rollback or removal that is to be asked for; the header makes asking again the same request. */
export interface Change {
  app: string;
  environment: string;
  send: (header: { "Idempotency-Key": string }) => Promise<Deployment>;
}

/** Asks for a change, waits for its end where that is wanted, and reports what became of it. */
export async function request(
  client: Client,
  { app, environment, send }: Change,
  { waitMs, json }: Manner,
  context: CommandContext,
): Promise<ExitCode> {
  const { output } = context;
  const accepted = await send({ "Idempotency-Key": randomUUID() })
    .catch(withoutRepository)
    .catch((error: unknown) => {
      throw maybeAccepted(error, app, environment);
    });
  if (waitMs === undefined) return report(accepted, json, context);
  output.note(`Deployment ${accepted.id} is ${accepted.status}.`);
  return report(await waited(client, accepted, waitMs, json, context), json, context);
}

/** Waits for the end of a deployment. Where the waiting ends early the JSON is printed all the same: scripts need the id. */
export async function waited(
  client: Client,
  accepted: Deployment,
  timeoutMs: number,
  json: boolean,
  { output, signal }: CommandContext,
): Promise<Deployment> {
  output.progress(`Waiting for ${subjectOf(accepted)} …`);
  try {
    return await waitForDeployment(client, accepted, { timeoutMs, signal });
  } catch (error) {
    if (json) output.printJson(error instanceof WaitEnded ? error.deployment : accepted);
    throw error;
  } finally {
    output.progress("");
  }
}

function report(deployment: Deployment, json: boolean, { output }: CommandContext): ExitCode {
  if (json) output.printJson(deployment);
  else output.print(describeDeployment(deployment, output.colours));
  if (!json && !isFinished(deployment))
    output.note(`Follow it: smithctl deployments ${deployment.id} --wait`);
  return exitCodeOfEnd(deployment);
}

/** Superseded is a conflict: not what was asked for runs there, but what somebody asked for later. */
export function exitCodeOfEnd(deployment: Deployment): ExitCode {
  return deployment.status === "superseded" ? exitCodes.conflict : exitCodeOfDeployment(deployment);
}
