import { carryOut, type Agreed, type Progress } from "./carry-out.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import type { Session } from "./session.ts";

/** What was agreed to: it is carried out as long as the session is open, whether anybody looks or not. */
export interface Changes {
  /** How far it is, from now on; it begins with who follows it first. */
  follow: (agreed: Agreed, signal: AbortSignal) => AsyncIterable<Progress>;
}

interface Running {
  progress: Progress;
  followers: Set<Inbox<Progress>>;
}

export function createChanges(smithd: Pick<Session, "client" | "feed">, signal: AbortSignal): Changes {
  const begun = new WeakMap<Agreed, Running>();
  const begin = (agreed: Agreed): Running => {
    const running: Running = { progress: { kind: "sending" }, followers: new Set() };
    const run = async () => {
      for await (const progress of carryOut(smithd, agreed, signal)) {
        running.progress = progress;
        for (const inbox of running.followers) inbox.put(progress);
      }
    };
    begun.set(agreed, running);
    run().catch(() => "The session was closed.");
    return running;
  };
  return {
    follow(agreed, until) {
      const { progress, followers } = begun.get(agreed) ?? begin(agreed);
      const inbox = createInbox<Progress>((_, next) => next, until);
      inbox.put(progress);
      followers.add(inbox);
      until.addEventListener("abort", () => followers.delete(inbox), { once: true });
      return inbox;
    },
  };
}
