import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { WaitTimeout, isFinished, waitForDeployment } from "../../clients/wait.ts";
import type { Deployment } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";

export interface WaitForAllOptions {
  timeoutMs: number;
  signal: AbortSignal;
  onFinished: (deployment: Deployment) => void;
  onTimeout: (timeout: WaitTimeout) => void;
}

/** Waits for all of them at once and returns them as they are at the end, in their order. */
export async function waitForAll(
  client: Client,
  deployments: Deployment[],
  { timeoutMs, signal, onFinished, onTimeout }: WaitForAllOptions,
): Promise<Deployment[]> {
  const wait = async (deployment: Deployment): Promise<Deployment> => {
    try {
      const finished = isFinished(deployment)
        ? deployment
        : await waitForDeployment(client, deployment.id, { timeoutMs, signal });
      onFinished(finished);
      return finished;
    } catch (error) {
      if (!(error instanceof WaitTimeout)) throw error;
      onTimeout(error);
      return error.deployment ?? deployment;
    }
  };
  return Promise.all(deployments.map(wait));
}

/** A failure says more than a deployment that goes on. */
export function exitCodeOfDeployments(deployments: Deployment[]): ExitCode {
  if (deployments.some(({ status }) => status === "failed")) return exitCodes.deploymentFailed;
  return deployments.every(isFinished) ? exitCodes.ok : exitCodes.waitTimedOut;
}
