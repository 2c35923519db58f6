import { carryOut, type Agreed, type Progress } from "./carry-out.ts";
import { createHub, type Hub } from "./hub.ts";
import type { Smithd } from "./smithd.ts";
import type { Trouble } from "./trouble.ts";

/** What was agreed to: it is carried out as long as the session is open, whether anybody looks or not. */
export interface Changes {
  /** How far it is, from now on; it begins with who follows it first. */
  follow: (agreed: Agreed, signal: AbortSignal) => AsyncIterable<Progress>;
  /** What smithd refused when nobody followed it any more: no list of deployments has it. */
  refusedUnseen: (signal: AbortSignal) => AsyncIterable<RefusedUnseen>;
}

export interface RefusedUnseen {
  agreed: Agreed;
  trouble: Trouble;
}

interface Running {
  progress: Progress;
  followers: Hub<Progress>;
}

export function createChanges(smithd: Smithd, signal: AbortSignal): Changes {
  const begun = new WeakMap<Agreed, Running>();
  const unseen = createHub<RefusedUnseen>((_, next) => next);
  const begin = (agreed: Agreed): Running => {
    const running: Running = { progress: { kind: "sending" }, followers: createHub((_, next) => next) };
    const run = async () => {
      for await (const progress of carryOut(smithd, agreed, signal)) {
        running.progress = progress;
        running.followers.put(progress);
        if (progress.kind === "refused" && !running.followers.isHeard())
          unseen.put({ agreed, trouble: progress.trouble });
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
    refusedUnseen: unseen.listen,
  };
}
