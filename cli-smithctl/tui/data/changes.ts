import { carryOut, type Agreed, type Progress } from "./carry-out.ts";
import { createHub, type Hub } from "./hub.ts";
import type { Smithd } from "./smithd.ts";

/** What was agreed to: it is carried out as long as the session is open, whether anybody looks or not. */
export interface Changes {
  /** How far it is, from now on; it begins with who follows it first. */
  follow: (agreed: Agreed, signal: AbortSignal) => AsyncIterable<Progress>;
}

interface Running {
  progress: Progress;
  followers: Hub<Progress>;
}

export function createChanges(smithd: Smithd, signal: AbortSignal): Changes {
  const begun = new WeakMap<Agreed, Running>();
  const begin = (agreed: Agreed): Running => {
    const running: Running = { progress: { kind: "sending" }, followers: createHub((_, next) => next) };
    const run = async () => {
      for await (const progress of carryOut(smithd, agreed, signal)) {
        running.progress = progress;
        running.followers.put(progress);
      }
    };
    begun.set(agreed, running);
    run().catch(() => "The session was closed.");
    return running;
  };
  return {
    follow(agreed, until) {
      const { progress, followers } = begun.get(agreed) ?? begin(agreed);
      const inbox = followers.listen(until);
      inbox.put(progress);
      return inbox;
    },
  };
}
