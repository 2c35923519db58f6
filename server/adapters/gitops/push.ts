import type { DomainError } from "../../domain/errors.ts";
import { type Faults, isDamage } from "./faults.ts";
import type { GitRun } from "./git-process.ts";

/** What one push says of itself, before the remote was asked. */
export type PushReport =
  /** The remote took it. */
  | { kind: "accepted" }
  /** Nothing was sent: the remote's head is not the one that was built on. */
  | { kind: "outdated" }
  /** The remote said no; nothing of it can land. */
  | { kind: "refused"; reason: string }
  /** It ended before anything was sent. */
  | { kind: "not-sent" }
  /** Something was sent, and the answer is missing. */
  | { kind: "unanswered" };

/**
 * Arguments of a push that moves the branch from `base` to `commit` or does nothing. As `base` is the commit's ancestor
 * this never discards a commit; without it, git would bring back a branch that somebody deleted or took back.
 */
export const pushArguments = (url: string, branch: string, commit: string, base: string) => [
  "push",
  "--porcelain",
  "--progress",
  "--no-verify",
  "--recurse-submodules=no",
  `--force-with-lease=refs/heads/${branch}:${base}`,
  "--",
  url,
  `${commit}:refs/heads/${branch}`,
];

/** Reads git's report; what it does not say is never guessed in favour of "nothing can land". */
export function readPush(run: GitRun): PushReport {
  if (run.code === 0) return { kind: "accepted" };
  const [, summary = ""] = /^!\t[^\t]*\t(.*)$/m.exec(run.stdout.toString()) ?? [];
  const [, refused] = /^\[remote rejected\] \((.*)\)$/s.exec(summary) ?? [];
  if (refused !== undefined) return { kind: "refused", reason: refused };
  if (/^\[rejected\]/.test(summary)) return { kind: "outdated" };
  return wasSent(run) ? { kind: "unanswered" } : { kind: "not-sent" };
}

/** Git packs what it sends only once it has read the remote's refs, and says so; before that nothing has left. */
const wasSent = ({ stderr }: GitRun) =>
  /^(?:Enumerating|Counting|Compressing|Writing) objects|^Total \d/m.test(stderr);

/** Whether a refusal only says that another push was at work on the branch at that moment. */
export const isContention = (reason: string) =>
  /\block\b|failed to update ref|incorrect old value|stale info/i.test(reason);

interface Remote {
  push(commit: string, base: string): Promise<GitRun>;
  /** Hears how each push ended. */
  report(kind: PushReport["kind"], run: GitRun): void;
  /** The remote's head. */
  sync(): Promise<string>;
  /** Makes the mirror anew; false where that was done already. */
  renew(): Promise<boolean>;
  /** Whether the mirror is the one in which it was built. */
  isThere(commit: string): boolean;
  contains(head: string, commit: string): Promise<boolean>;
  wait(milliseconds: number): Promise<void>;
}

const CONTENTIONS = 4;

/** Pushes, and finds out what became of it where git cannot say: the remote's head decides, not a message. */
export async function pushAndSettle(
  remote: Remote,
  faults: Faults,
  commit: string,
  base: string,
): Promise<"accepted" | "behind" | { unknown: DomainError } | { contended: DomainError }> {
  for (let attempt = 1; ; attempt++) {
    // It went with the mirror in which it was built.
    if (!remote.isThere(commit)) return "behind";
    const run = await remote.push(commit, base);
    const report = readPush(run);
    remote.report(report.kind, run);
    if (report.kind === "accepted") return "accepted";
    // The remote refuses half of what it was to get, or got nothing. From a new mirror it gets the whole, built again.
    if (isDamage(run) && (await attemptAfter(report, () => remote.renew()))) return "behind";
    if (report.kind === "not-sent") throw faults.ofExchange(run);
    const after = await askAfter(remote, report, commit);
    const unknown = () => ({ unknown: faults.unreachable(run) });
    if (after === undefined) return unknown();
    if (after.landed) return "accepted";
    // The remote moves the branch only from `base`, so once it is elsewhere, what is still under way is refused.
    if (after.head !== base) return "behind";
    if (report.kind === "unanswered") return unknown();
    const refused = report.kind === "refused" ? faults.rejected(run, report.reason) : undefined;
    if (refused && report.kind === "refused" && !isContention(report.reason)) throw refused;
    if (attempt >= CONTENTIONS) return refused ? { contended: refused } : "behind";
    await remote.wait(attempt * 100);
  }
}

/** Undefined where nobody can say what became of something that was sent. */
const askAfter = (remote: Remote, report: PushReport, commit: string) =>
  attemptAfter(report, async () => {
    const head = await remote.sync();
    return { head, landed: await remote.contains(head, commit) };
  });

/** Rejects as the work does only where nothing can land. */
async function attemptAfter<T>({ kind }: PushReport, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (kind === "unanswered") return undefined;
    throw error;
  }
}
