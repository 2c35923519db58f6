import type { StreamEvent } from "../generated/api.ts";
import { blocksOf, type EventOptions, type EventTimes } from "./event-connection.ts";
import type { Block } from "./event-parser.ts";
import { AnswerError, ConnectionError } from "./problems.ts";
import { backoff, pause, retryDelay } from "./retry.ts";

/** What is heard of smithd's events, and whether it can be heard. */
export type Heard =
  /** From here on nothing is missed: lists that are read now are no older than the events that follow. */
  | { kind: "live"; id: string }
  | { kind: "event"; event: StreamEvent }
  /** What followed the last event is not known any more: lists have to be read again. */
  | { kind: "reset"; id: string }
  /** Nothing comes: something in between may hold it back. Lists have to be asked meanwhile. */
  | { kind: "buffered" }
  /** The stream ended or broke off, so many milliseconds after it was last heard, and goes on where it was after others. */
  | { kind: "lost"; error: Error; silentMs: number; retryInMs: number };

export interface EventsRequest {
  app?: string;
  environment?: string;
  /** The last id that was heard; without one, the stream begins with what comes next. */
  lastEventId?: string;
  /** Ends the stream. */
  signal?: AbortSignal;
  times?: Partial<EventTimes>;
}

/** smithd is heard every 15 seconds. */
const usualTimes: EventTimes = { firstMs: 5000, silenceMs: 45_000 };

/** How far the stream came, and what its connections met. */
interface Progress {
  lastEventId?: string;
  retryMs: number;
  failures: number;
  answered: boolean;
  heardAt: number;
}

/**
 * smithd's events, each once, whatever breaks in between. Ends once the signal aborts. Throws what does not pass by itself:
 * a key that opens nothing, a smithd that has no events, an address that is not smithd's.
 */
export async function* followEvents(
  options: EventOptions,
  { signal, lastEventId, times, ...filter }: EventsRequest = {},
): AsyncGenerator<Heard> {
  const progress: Progress = { retryMs: 0, failures: 0, answered: false, heardAt: performance.now() };
  if (lastEventId !== undefined) progress.lastEventId = lastEventId;
  while (!signal?.aborted) {
    let error: Error = ended(options.url);
    try {
      const from = { ...filter, lastEventId: progress.lastEventId };
      yield* heard(blocksOf(options, from, { ...usualTimes, ...times }, signal), progress);
    } catch (thrown) {
      error = thrown as Error;
    }
    const delay = delayOf(error, progress);
    if (signal?.aborted) return;
    if (delay === undefined) throw error;
    progress.failures++;
    // Those that lost the same smithd do not all come back at the same moment.
    const retryInMs = Math.round(Math.max(delay, progress.retryMs) * (1 + Math.random() / 2));
    const silentMs = Math.round(performance.now() - progress.heardAt);
    yield { kind: "lost", error, silentMs, retryInMs };
    await pause(retryInMs, signal).catch(() => "The signal aborted.");
  }
}

/** What one connection tells. Progress is made before it is told: whoever stops in between has heard it. */
async function* heard(blocks: AsyncIterable<Block | "late">, progress: Progress): AsyncGenerator<Heard> {
  let isLive = false;
  for await (const block of blocks) {
    if (block === "late") {
      yield { kind: "buffered" };
      continue;
    }
    if (block.id !== undefined) progress.lastEventId = block.id;
    const { retry = progress.retryMs } = block;
    Object.assign(progress, { answered: true, failures: 0, retryMs: retry, heardAt: performance.now() });
    if (!isLive) yield { kind: "live", id: progress.lastEventId ?? "" };
    isLive = true;
    if (block.data !== undefined) yield toHeard(JSON.parse(block.data) as StreamEvent);
  }
}

const toHeard = (event: StreamEvent): Heard =>
  event.type === "reset" ? { kind: "reset", id: event.id } : { kind: "event", event };

/** As for a call that is safe to repeat; but a fault of smithd's is waited out, too. */
function delayOf(error: Error, { failures, answered }: Progress): number | undefined {
  const isFault = error instanceof AnswerError && error.status >= 500;
  return retryDelay(error, failures, true, answered) ?? (isFault ? backoff(failures) : undefined);
}

const ended = (url: string) =>
  new ConnectionError(`${url} ended the stream of events.`, {
    unsent: false,
    temporary: true,
    next: "It goes on by itself.",
    cause: undefined,
  });
