import { isDamage } from "./faults.ts";
import type { GitRun } from "./git-process.ts";
import { type Mirror, MirrorDamaged } from "./mirror.ts";
import type { ObjectReader } from "./object-reader.ts";

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Of our trailers the one that every deployment's commit has. */
const OURS = "^DeploySmith-Deployment: ";

/** The commits of `head` that `since` does not have, as far as their messages have our trailers. All of them where `since` is not in the mirror. */
export async function messagesSince(
  mirror: Mirror,
  reader: ObjectReader,
  since: string,
  head: string,
): Promise<{ commit: string; message: string }[]> {
  const isKnown = ID.test(since) && (await reader.read(since))?.type === "commit";
  const args = ["log", "-z", "--format=%H%n%B", `--grep=${OURS}`, isKnown ? `${since}..${head}` : head, "--"];
  const { stdout } = await answer(mirror, args);
  return stdout
    .toString()
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const end = entry.indexOf("\n");
      return { commit: entry.slice(0, end), message: entry.slice(end + 1) };
    });
}

/** Whether `commit` is `head` or an ancestor of it. What the mirror does not have is in no history that it knows. */
export async function isContained(
  mirror: Mirror,
  reader: ObjectReader,
  head: string,
  commit: string,
): Promise<boolean> {
  if (head === commit) return true;
  for (const id of [commit, head])
    if (!ID.test(id) || (await reader.read(id))?.type !== "commit") return false;
  const { code } = await answer(mirror, ["merge-base", "--is-ancestor", commit, head], [0, 1]);
  return code === 0;
}

/** The last commit up to `head` that changed something below a path; `head` where none did. */
export async function lastChangeOf(mirror: Mirror, head: string, path: string): Promise<string> {
  const { stdout } = await answer(mirror, ["--literal-pathspecs", "rev-list", "-1", head, "--", path]);
  return stdout.toString().trim() || head;
}

/** Throws MirrorDamaged where the mirror is. */
async function answer(mirror: Mirror, args: string[], codes: (number | null)[] = [0]): Promise<GitRun> {
  const run = await mirror.run(args);
  // Also of one that answers: git takes a commit that it cannot read for the first of a history.
  if (isDamage(run)) throw new MirrorDamaged(run.stderr);
  if (codes.includes(run.code)) return run;
  throw new Error(`git ${args.join(" ")} failed: ${run.stderr}`);
}
