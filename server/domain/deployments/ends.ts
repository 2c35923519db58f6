import { EventEmitter, once } from "node:events";
import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";

/** Milliseconds between two looks: what another replica writes is not announced here. */
const POLL = 1000;

/** Announces deployments that ended in this process to whoever waits for them. */
export interface Ends {
  announce(ids: string[]): void;
  /**
   * The deployment once it has ended, or as it is when the time is up. Waiters are let go at once where `letGo` was
   * called, because smithd stops, and where they hung up.
   */
  wait(deployment: Deployment, milliseconds: number, hungUp: AbortSignal): Promise<Deployment>;
  letGo(): void;
}

export function createEnds({ deployments }: Pick<Tables, "deployments">): Ends {
  const announcements = new EventEmitter().setMaxListeners(0);
  const leaving = new AbortController();
  return {
    announce: (ids) => void ids.forEach((id) => announcements.emit(id)),
    letGo: () => leaving.abort(),
    async wait(deployment, milliseconds, hungUp) {
      const leave = AbortSignal.any([leaving.signal, hungUp]);
      const giveUpAt = performance.now() + milliseconds;
      let seen = deployment;
      for (;;) {
        const left = giveUpAt - performance.now();
        if (hasEnded(seen) || left <= 0 || leave.aborted) return seen;
        const soon = AbortSignal.any([leave, AbortSignal.timeout(Math.ceil(Math.min(left, POLL)))]);
        // Listened for before the look, so that an end in between is not missed.
        const announced = once(announcements, deployment.id, { signal: soon }).catch(
          () => "Nothing was announced.",
        );
        const looked = await deployments.find(deployment.id);
        if (looked) seen = looked;
        if (!hasEnded(seen)) await announced;
      }
    },
  };
}

export const hasEnded = ({ status }: Pick<Deployment, "status">) =>
  status === "deployed" || status === "failed" || status === "superseded";
