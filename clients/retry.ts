import { setTimeout as sleep } from "node:timers/promises";
import { AnswerError, ConnectionError, isProblem } from "./problems.ts";

const longestPauseMs = 30_000;
const temporaryStatuses = new Set([429, 502, 503, 504]);

export interface Patience {
  /** How long a call may take with all its repetitions, in milliseconds. */
  patienceMs: number;
  signal?: AbortSignal | undefined;
  /** Hears of each failure that is tried again. */
  onRetry?: ((error: Error) => void) | undefined;
}

/** Repeats `attempt` while `delayOf` names a pause and patience lasts; the last failure is thrown as it is. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  delayOf: (error: unknown, failures: number) => number | undefined,
  { patienceMs, signal, onRetry }: Patience,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const delayMs = signal?.aborted ? undefined : delayOf(error, failures);
      if (delayMs === undefined || Date.now() + delayMs > deadline) throw error;
      onRetry?.(error as Error);
      await pause(delayMs, signal);
    }
  }
}

/**
 * How long to wait before a call is repeated, in milliseconds; undefined where it must not be. A host name that is
 * unknown is a typing mistake, but an outage where it `answered` a moment ago.
 */
export function retryDelay(
  error: unknown,
  failures: number,
  safeToRepeat: boolean,
  answered = false,
): number | undefined {
  if (error instanceof ConnectionError) {
    const mayPass = error.temporary || (answered && error.unsent);
    return mayPass && (safeToRepeat || error.unsent) ? backoff(failures) : undefined;
  }
  if (!safeToRepeat || !(error instanceof AnswerError)) return undefined;
  if (!temporaryStatuses.has(error.status) && !isProblem(error, "version-being-published")) return undefined;
  const asked = error.retryAfterSeconds;
  return asked === undefined ? backoff(failures) : Math.min(asked * 1000, longestPauseMs);
}

/** 250 ms, doubled each time up to 5 s, with half of it left to chance so that pipelines do not march in step. */
export function backoff(failures: number, random: number = Math.random()): number {
  const full = Math.min(250 * 2 ** failures, 5000);
  return Math.round(full / 2 + (full / 2) * random);
}

/** Sleeps, and rejects with the signal's reason as soon as it is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
