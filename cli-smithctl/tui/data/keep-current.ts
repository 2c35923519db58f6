import { isOutage } from "../../../clients/wait.ts";
import type { StreamEvent } from "../../../generated/api.ts";
import { createAttempts } from "./attempts.ts";
import type { Feed } from "./feed.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

interface Reading<State> {
  initial: State;
  /** Reads all of it, perhaps in parts; gets what was known before. */
  read: (known: State) => AsyncIterable<State>;
  /** Brings it up to date by what is said to have changed. */
  mend: (known: State, events: readonly StreamEvent[]) => AsyncIterable<State>;
  withTrouble: (known: State, trouble: Trouble) => State;
}

/**
 * The states of something at smithd, from now on: it is read as a whole where it is not known what changed, and mended by
 * the events otherwise. A failure stays in the state, beside what was known, until reading succeeds.
 */
export async function* keepCurrent<State>(
  feed: Feed,
  signal: AbortSignal,
  { initial, read, mend, withTrouble }: Reading<State>,
): AsyncGenerator<State> {
  const inbox = feed.subscribe(signal);
  const attempts = createAttempts(() => inbox.put({ kind: "everything" }));
  let known = initial;
  /** What a failed attempt should have brought is told by no later event. */
  let hasFailed = false;
  for await (const change of inbox) {
    attempts.begin();
    try {
      const states = hasFailed || change.kind === "everything" ? read(known) : mend(known, change.events);
      let hasAnswered = false;
      for await (const state of states) {
        if (signal.aborted) return;
        hasAnswered = true;
        yield (known = state);
      }
      hasFailed = false;
      attempts.succeeded();
      // Where the change concerned something else nothing was asked.
      if (hasAnswered) feed.report();
    } catch (error) {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      hasFailed = true;
      if (isOutage(error)) feed.report(trouble);
      // Another key begins another session; this one would be refused again.
      if (!trouble.isLogin) attempts.failed();
      yield (known = withTrouble(known, trouble));
    }
  }
}

/** The same of what is read as a whole again whenever an event concerns it. */
export const keepReading = <State extends { trouble?: Trouble }>(
  feed: Feed,
  signal: AbortSignal,
  {
    initial,
    read,
    concerns,
  }: {
    initial: State;
    read: () => AsyncIterable<State>;
    concerns: (event: StreamEvent) => boolean;
  },
): AsyncGenerator<State> =>
  keepCurrent<State>(feed, signal, {
    initial,
    read,
    async *mend(_known, events) {
      if (events.some(concerns)) yield* read();
    },
    withTrouble: (known, trouble) => ({ ...known, trouble }),
  });
