import type { GitRun } from "./git-process.ts";

/**
 * A mirror begins without the contents of files, where the remote allows that: a large history is there in seconds. Git
 * asks the remote for what it lacks when it is needed; what lies at the head is fetched beforehand, so that no
 * deployment waits for it. https://git-scm.com/docs/partial-clone
 */
export const FILTER = "blob:none";

/** The name under which the mirror's configuration knows the remote that it may ask. */
export const ORIGIN = "origin";

const LIMIT_MS = 10 * 60_000;

/** What git has to be told of a remote that keeps what is missing. */
export const promisorConfig = (url: string): [key: string, value: string][] => [
  [`remote.${ORIGIN}.url`, url],
  [`remote.${ORIGIN}.promisor`, "true"],
  [`remote.${ORIGIN}.partialclonefilter`, FILTER],
];

/** Whether a remote that was asked for less sent everything all the same. */
export const isWhole = ({ stderr }: GitRun) => /filtering not recognized by server/.test(stderr);

interface RunsGit {
  run(args: string[], options?: { input?: () => Iterable<string>; timeoutMs?: number }): Promise<GitRun>;
}

/** Fetches the contents that the environments have at a commit, in one go. What fails here is fetched when it is needed. */
export async function fillAt(mirror: RunsGit, commit: string): Promise<void> {
  const listed = await mirror.run(["ls-tree", "-r", "-z", commit, "--", "environments/"]);
  const entries = listed.stdout.toString("latin1").split("\0");
  const ids = new Set(entries.flatMap((entry) => /^100\d{3} blob ([0-9a-f]+)\t/.exec(entry)?.[1] ?? []));
  if (ids.size === 0) return;
  const options = ["--no-tags", "--no-write-fetch-head", "--recurse-submodules=no", `--filter=${FILTER}`];
  const args = ["-c", "fetch.negotiationAlgorithm=noop", "fetch", ...options, "--stdin", ORIGIN];
  await mirror.run(args, { input: () => [[...ids].join("\n"), "\n"], timeoutMs: LIMIT_MS });
}
