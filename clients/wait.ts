import type { Deployment } from "../generated/api.ts";
import type { Client } from "../generated/client.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import { AnswerError, ConnectionError } from "./problems.ts";
import { pause } from "./retry.ts";

const finalStatuses = new Set(["deployed", "failed", "superseded"]);

export interface WaitOptions {
  timeoutMs: number;
  signal?: AbortSignal;
  /** Hears each status once. */
  onStatus?: (deployment: Deployment) => void;
}

/** The deployment was not finished in time. It goes on: nothing was cancelled. */
export class WaitTimeout extends CommandError {
  readonly deployment: Deployment | undefined;

  constructor(id: string, timeoutMs: number, deployment: Deployment | undefined, cause?: unknown) {
    const state = deployment ? `still ${deployment.status}` : "not answered for";
    super(`Deployment ${id} is ${state} after ${timeoutMs / 1000} s. It was not cancelled.`, {
      exitCode: exitCodes.waitTimedOut,
      next: `Look at it later: smithctl deployments ${id}`,
      cause,
    });
    this.deployment = deployment;
  }
}

export const isFinished = (deployment: Deployment): boolean => finalStatuses.has(deployment.status);

/**
 * Polls a deployment until it is `deployed`, `failed` or `superseded`, and returns it. Short outages of smithd are
 * waited out. Throws WaitTimeout after `timeoutMs`.
 */
export async function waitForDeployment(
  client: Pick<Client, "deploymentView">,
  id: string,
  { timeoutMs, signal, onStatus }: WaitOptions,
): Promise<Deployment> {
  const deadline = Date.now() + timeoutMs;
  let known: Deployment | undefined;
  let outage: unknown;
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 1.5, 1000)) {
    try {
      const view = client.deploymentView({ path: { deployment: id } });
      const deployment = await before(deadline, view, () => new WaitTimeout(id, timeoutMs, known, outage));
      if (deployment.status !== known?.status) onStatus?.(deployment);
      known = deployment;
      outage = undefined;
    } catch (error) {
      if (!isOutage(error)) throw error;
      outage = error;
    }
    if (known && isFinished(known)) return known;
    if (Date.now() + delayMs > deadline) throw new WaitTimeout(id, timeoutMs, known, outage);
    await pause(delayMs, signal);
  }
}

/** A view can itself take long while smithd does not answer; the caller's limit holds all the same. */
async function before<T>(deadline: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), Math.max(0, deadline - Date.now()));
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

function isOutage(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.temporary;
  return error instanceof AnswerError && (error.status >= 500 || error.status === 429);
}
