import { exitCodeOfDeployment, exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { WaitEnded, waitForDeployment } from "../../clients/wait.ts";
import type { WaitOptions } from "../../clients/wait.ts";
import type { Deployment } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";

export interface Waited {
  /** As they were last seen, in their order. */
  deployments: Deployment[];
  /** Why some are not finished. */
  ended: WaitEnded[];
}

/** Waits for all of them at once; one that fails does not keep the others from being waited for. */
export async function waitForAll(
  client: Client,
  deployments: Deployment[],
  { onFinished, ...options }: WaitOptions & { onFinished: (deployment: Deployment) => void },
): Promise<Waited> {
  const ended: WaitEnded[] = [];
  const wait = async (queued: Deployment): Promise<Deployment> => {
    try {
      const finished = await waitForDeployment(client, queued, options);
      onFinished(finished);
      return finished;
    } catch (error) {
      if (!(error instanceof WaitEnded)) throw error;
      ended.push(error);
      return error.deployment;
    }
  };
  return { deployments: await Promise.all(deployments.map(wait)), ended };
}

/** An interruption comes first; then a failure, which says more than a deployment that goes on. */
export function exitCodeOfWait({ deployments, ended }: Waited): ExitCode {
  const [why] = ended.map(({ exitCode }) => exitCode);
  if (why === exitCodes.interrupted) return why;
  const codes = deployments.map(exitCodeOfDeployment);
  const failure = [exitCodes.deploymentFailed, exitCodes.refused].find((code) => codes.includes(code));
  return failure ?? why ?? exitCodes.ok;
}
