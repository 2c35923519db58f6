import type { Feed } from "./feed.ts";
import { createInbox } from "./inbox.ts";

/** What events tell of one deployment. */
export interface News {
  /** Waits so many milliseconds, or until something has happened since the last wait. */
  within: (ms: number) => Promise<void>;
  end: () => void;
}

export function newsOf(feed: Feed, deployment: string, signal: AbortSignal): News {
  const ending = new AbortController();
  const until = AbortSignal.any([signal, ending.signal]);
  const looks = createInbox<"look">(() => "look", until);
  const calls = looks[Symbol.asyncIterator]();
  const listen = async () => {
    for await (const change of feed.subscribe(until))
      if (change.kind === "events" && change.events.some((event) => event.deployment === deployment))
        looks.put("look");
  };
  void listen();
  return {
    async within(ms) {
      const timer = setTimeout(() => looks.put("look"), ms);
      await calls.next();
      clearTimeout(timer);
      signal.throwIfAborted();
    },
    end: () => ending.abort(),
  };
}
