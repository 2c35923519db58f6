import { EventEmitter, once } from "node:events";
import type { Database } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import { inGroups } from "../in-groups.ts";

/** Milliseconds between two looks: an announcement of another replica may get lost. */
const POLL = 1000;

/** Waiters that look at the same time do so with one question. */
const LOOKED_AT_ONCE = 100;

/** Announces deployments that ended, or turned out to be stalled, to whoever waits for them, on any replica. */
export interface Ends {
  announce(ids: string[]): void;
  /**
   * The deployment once it has ended or is stalled, or as it is when the time is up. Waiters are let go at once where `letGo` was
   * called, because smithd stops, and where they hung up.
   */
  wait(deployment: Deployment, milliseconds: number, hungUp: AbortSignal): Promise<Deployment>;
  letGo(): void;
}

export function createEnds({ deployments, signals }: Pick<Database, "deployments" | "signals">): Ends {
  const announcements = new EventEmitter().setMaxListeners(0);
  const leaving = new AbortController();
  const look = inGroups({
    limit: LOOKED_AT_ONCE,
    work: async (ids: string[]) => {
      const found = new Map((await deployments.ofIds(ids)).map((one) => [one.id, one]));
      return ids.map((id) => ({ result: found.get(id) }));
    },
  });
  signals.listen((signal) => {
    if (signal.kind === "ended") for (const id of signal.ids) announcements.emit(id);
  });
  return {
    announce: (ids) => void (ids.length > 0 && signals.send({ kind: "ended", ids })),
    letGo: () => leaving.abort(),
    async wait(deployment, milliseconds, hungUp) {
      const leave = AbortSignal.any([leaving.signal, hungUp]);
      const giveUpAt = performance.now() + milliseconds;
      let seen = deployment;
      for (;;) {
        const left = giveUpAt - performance.now();
        if (isAnswer(seen) || left <= 0 || leave.aborted) return seen;
        const soon = AbortSignal.any([leave, AbortSignal.timeout(Math.ceil(Math.min(left, POLL)))]);
        // Listened for before the look, so that an end in between is not missed.
        const announced = once(announcements, deployment.id, { signal: soon }).catch(
          () => "Nothing was announced.",
        );
        const looked = await look(deployment.id);
        if (looked) seen = looked;
        if (!isAnswer(seen)) await announced;
      }
    },
  };
}

export const hasEnded = ({ status }: Pick<Deployment, "status">) =>
  status === "deployed" || status === "failed" || status === "superseded";

/** Whether there is something to say to whoever waits for it. */
const isAnswer = (deployment: Deployment) => hasEnded(deployment) || deployment.stalledBy !== undefined;
