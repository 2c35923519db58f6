import { onTestFinished } from "vitest";
import type { StreamEvent } from "../../../generated/api.ts";
import type { Change, Feed } from "../data/feed.ts";
import { createInbox } from "../data/inbox.ts";

export const anEvent = (given: Partial<StreamEvent> = {}): StreamEvent => ({
  id: "2",
  at: "2026-11-30T12:00:00Z",
  type: "app.updated",
  app: "api-service",
  ...given,
});

/** A signal that is aborted when the test ends. */
export function untilTheEnd(): AbortSignal {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  return leaving.signal;
}

/** A feed of what the test puts; it begins, as every feed, with everything. */
export function fakeFeed(signal: AbortSignal): Feed & { put: (change: Change) => void } {
  const inbox = createInbox<Change>((_, next) => next, signal);
  inbox.put({ kind: "everything" });
  return {
    put: (change) => inbox.put(change),
    report: () => {},
    subscribe: () => inbox,
    connections: (until) => createInbox((_, next) => next, until),
  };
}
