import type { GitRun, RunOptions } from "./git-process.ts";

/** How long an exchange with the remote may take. */
export interface Patience {
  limits(): Pick<RunOptions, "timeoutMs" | "limitMs">;
  note(run: GitRun): void;
}

/**
 * Divides what somebody may wait: a push, and the question what became of it, are over within that time, and so are both
 * for those that queue behind it. Hence half of it for an exchange. Once the remote did not answer within that, an eighth is
 * enough for silence, for as long as somebody waits: then it gets its full time again, since it may be slow and not away.
 */
export function createPatience(totalMs: number, now = () => performance.now()): Patience {
  let hurriedUntil = 0;
  const isHurried = () => now() < hurriedUntil;
  return {
    limits: () => ({ timeoutMs: isHurried() ? totalMs / 8 : totalMs / 2, limitMs: totalMs / 2 }),
    note(run) {
      if (run.cut === "timeout") hurriedUntil = isHurried() ? hurriedUntil : now() + totalMs;
      else if (run.cut === undefined) hurriedUntil = 0;
    },
  };
}
