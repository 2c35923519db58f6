import type { Deployment } from "../generated/api.ts";
import type { Client } from "../generated/client.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { AnswerError, ConnectionError } from "./problems.ts";
import { pause } from "./retry.ts";

const finalStatuses = new Set(["deployed", "failed", "superseded"]);
/** Proxies cut connections on which nothing is heard for half a minute or a minute. */
const longestAnswerMs = 20_000;
/** What an answer needs on its way, so that it comes before the caller's time is up. */
const travelMs = 500;

export interface WaitOptions {
  timeoutMs: number;
  signal?: AbortSignal;
}

/** The waiting ended before the deployment did: in time, by Ctrl-C or by a failure. The deployment goes on. */
export class WaitEnded extends CommandError {
  /** As it was last seen. */
  readonly deployment: Deployment;

  constructor(message: string, deployment: Deployment, exitCode: ExitCode, cause?: unknown) {
    const later = `It was not cancelled. Look at it later: smithctl deployments ${deployment.id}`;
    const { next: advice, errors = [] } = cause instanceof CommandError ? cause : {};
    super(message, { exitCode, errors, next: advice === undefined ? later : `${advice}\n${later}`, cause });
    this.deployment = deployment;
  }
}

export const isFinished = ({ status }: Pick<Deployment, "status">): boolean => finalStatuses.has(status);

/**
 * Follows a deployment until it is `deployed`, `failed` or `superseded`, and returns it. smithd is asked to answer only
 * once it has ended; one that answers at once all the same is asked again after a pause. Outages of smithd are waited
 * out. Throws WaitEnded after `timeoutMs`, on an interruption, where smithd refuses to answer, and as soon as it says that
 * it cannot know yet what became of the deployment.
 */
export async function waitForDeployment(
  client: Pick<Client, "deploymentView">,
  queued: Deployment,
  { timeoutMs, signal }: WaitOptions,
): Promise<Deployment> {
  const deadline = Date.now() + timeoutMs;
  let known = queued;
  let outage: Error | undefined;
  let pauseMs = 0;
  const late = (state: string) => timedOut(known, state, timeoutMs, outage);
  while (!isFinished(known)) {
    if (known.stalledBy) throw stalled(known, known.stalledBy);
    const askedAt = Date.now() + pauseMs;
    try {
      if (askedAt > deadline) throw late(outage ? unheard(known) : `is still ${known.status}`);
      if (pauseMs > 0) await pause(pauseMs, signal);
      const view = client.deploymentView({ path: { deployment: queued.id }, ...preferring(deadline) });
      known = await before(deadline, view, () => late(unheard(known)));
      outage = undefined;
    } catch (error) {
      if (!isOutage(error)) throw ended(error, known);
      outage = error;
    }
    const atOnce = Date.now() - askedAt < 1000;
    pauseMs = outage || atOnce ? Math.min(Math.max(100, pauseMs * 1.5), 1000) : 0;
  }
  return known;
}

/** RFC 7240: the answer may wait, in whole seconds. */
function preferring(deadline: number): { header?: { Prefer: string } } {
  const seconds = Math.floor(Math.min(longestAnswerMs, deadline - Date.now() - travelMs) / 1000);
  return seconds < 1 ? {} : { header: { Prefer: `wait=${seconds}` } };
}

const unheard = ({ status }: Deployment) => `was ${status} when smithd last answered`;

/** smithd goes on asking; a pipeline that waited with it could wait for hours. */
function stalled(known: Deployment, { code, detail }: { code: string; detail: string }): WaitEnded {
  const message = `It is not known yet whether deployment ${known.id} reached the GitOps repository (${code}). ${detail}`;
  return new WaitEnded(message, known, exitCodes.waitTimedOut);
}

function timedOut(known: Deployment, state: string, timeoutMs: number, outage?: Error): WaitEnded {
  const message = `Deployment ${known.id} ${state}, and ${timeoutMs / 1000} s have passed.`;
  return new WaitEnded(message, known, exitCodes.waitTimedOut, outage);
}

function ended(error: unknown, known: Deployment): unknown {
  if (error instanceof WaitEnded || !(error instanceof CommandError)) return error;
  const message = `Deployment ${known.id} was ${known.status} when the waiting ended. ${error.message}`;
  return new WaitEnded(message, known, error.exitCode, error);
}

/** A view can itself take long while smithd does not answer; the caller's limit holds all the same. */
async function before<T>(deadline: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), Math.max(0, deadline - Date.now()));
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

/** What passes by itself. A host name that was just there and is unknown now is an outage too. */
export function isOutage(error: unknown): error is Error {
  if (error instanceof ConnectionError) return error.temporary || error.unsent;
  return error instanceof AnswerError && (error.status >= 500 || error.status === 429);
}
