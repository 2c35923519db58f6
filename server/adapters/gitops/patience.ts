import type { GitRun, RunOptions } from "./git-process.ts";

/** How long an exchange with the remote may take. */
type Limits = Pick<RunOptions, "timeoutMs" | "limitMs">;

/** Runs an exchange with the remote within what may be waited for it. */
export type Patience = (exchange: (limits: Limits) => Promise<GitRun>) => Promise<GitRun>;

/**
 * Divides what somebody may wait: a push, and the question what became of it, are over within that time, and so are both
 * for those that queue behind it. Hence half of it for an exchange. Once the remote did not answer within that, an eighth is
 * enough for silence, for as long as somebody waits: then it gets its full time again, since it may be slow and not away.
 */
export function createPatience(totalMs: number, now = () => performance.now()): Patience {
  let hurriedUntil = 0;
  return async (exchange) => {
    const isHurried = now() < hurriedUntil;
    const run = await exchange({ timeoutMs: isHurried ? totalMs / 8 : totalMs / 2, limitMs: totalMs / 2 });
    if (run.cut === undefined) hurriedUntil = 0;
    // What had little time to answer says nothing new, also where it ends after the hurry does.
    else if (run.cut === "timeout" && !isHurried) hurriedUntil = now() + totalMs;
    return run;
  };
}
