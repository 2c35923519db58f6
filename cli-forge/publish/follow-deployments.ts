import { exitCodeOfDeployment, exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { describeDeployment } from "../../clients/terminal/describe-deployment.ts";
import { describeFailure } from "../../clients/terminal/failure.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { WaitEnded, isFinished, waitForDeployment } from "../../clients/wait.ts";
import type { Deployment } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";

export interface Followed {
  /** As they were last seen, in their order. */
  deployments: Deployment[];
  exitCode: ExitCode;
}

/**
 * Waits for all of them at once, and says of each what became of it, or why nobody waits for it any more. One that fails
 * does not keep the others from being waited for.
 */
export async function followDeployments(
  client: Client,
  deployments: Deployment[],
  { timeoutMs, json }: { timeoutMs: number; json: boolean },
  { program, output, signal }: CommandContext,
): Promise<Followed> {
  if (json) for (const { id, status } of deployments) output.note(`Deployment ${id} is ${status}.`);
  const ended: WaitEnded[] = [];
  const follow = async (queued: Deployment): Promise<Deployment> => {
    // What had ended before was reported with what was published.
    const isNews = !json && !isFinished(queued);
    try {
      const finished = await waitForDeployment(client, queued, { timeoutMs, signal });
      if (isNews) output.print(describeDeployment(finished, output.colours));
      return finished;
    } catch (error) {
      if (!(error instanceof WaitEnded)) throw error;
      ended.push(error);
      return error.deployment;
    }
  };
  const followed = await Promise.all(deployments.map(follow));
  for (const error of ended) output.note(describeFailure(error, program, output.noteColours));
  return { deployments: followed, exitCode: exitCodeOf(followed, ended) };
}

/** An interruption comes first; then a failure, which says more than a deployment that goes on. */
function exitCodeOf(deployments: Deployment[], ended: WaitEnded[]): ExitCode {
  const [why] = ended.map(({ exitCode }) => exitCode);
  if (why === exitCodes.interrupted) return why;
  const codes = deployments.map(exitCodeOfDeployment);
  const failure = [exitCodes.deploymentFailed, exitCodes.refused].find((code) => codes.includes(code));
  return failure ?? why ?? exitCodes.ok;
}
