import { isOutage } from "../../../clients/wait.ts";
import type { StreamEvent } from "../../../generated/api.ts";
import type { Change, Feed } from "./feed.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

interface Reading<State> {
  initial: State;
  /** Reads all of it, perhaps in parts; gets what was known before. */
  read: (known: State) => AsyncIterable<State>;
  /** Brings it up to date by what is said to have changed. */
  mend: (known: State, events: readonly StreamEvent[]) => AsyncIterable<State>;
  withTrouble: (known: State, trouble: Trouble) => State;
}

/** Milliseconds before what could not be read is read again. */
const RETRY_AFTER = 3000;

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
  const everything: Change = { kind: "everything" };
  let known = initial;
  for await (const change of inbox) {
    try {
      const states = change.kind === "everything" ? read(known) : mend(known, change.events);
      for await (const state of states) {
        if (signal.aborted) return;
        yield (known = state);
      }
      feed.report();
    } catch (error) {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      if (isOutage(error)) feed.report(trouble);
      yield (known = withTrouble(known, trouble));
      setTimeout(() => inbox.put(everything), RETRY_AFTER).unref();
    }
  }
}
