import type { GitRun, RunOptions } from "./git-process.ts";

/** How long an exchange with the remote may take. */
export interface Patience {
  limits(): Pick<RunOptions, "timeoutMs" | "limitMs">;
  note(run: GitRun): void;
}

/**
 * Divides what somebody may wait: a push, and the question what became of it, are over within that time, and so are both
 * for those that queue behind it. Hence a third for an exchange in which nothing moves, half for one altogether, and an eighth
 * as long as the remote has not answered the last one.
 */
export function createPatience(totalMs: number): Patience {
  let isAway = false;
  return {
    limits() {
      if (isAway) return { timeoutMs: totalMs / 8, limitMs: totalMs / 8 };
      return { timeoutMs: totalMs / 3, limitMs: totalMs / 2 };
    },
    note(run) {
      if (run.cut !== "closed") isAway = run.cut !== undefined;
    },
  };
}
