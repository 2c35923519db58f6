import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCommitMessage } from "../../server/domain/deployments/commit-message.ts";
import { git, prepare } from "./git.ts";

/** Where the branch of a bare repository was moved to, one after another: each line of the reflog is a push. */
export const movesOf = (remote: string): string[] =>
  readFileSync(join(remote, "logs", "refs", "heads", "main"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[1]!);

/** How many commits of the history since `from` say that they are of a deployment, by its id. */
export function commitsByDeployment(remote: string, from: string): Map<string, number> {
  const messages = git([`--git-dir=${remote}`, "log", "--format=%B%x00", `${from}..main`]).split("\0");
  const counts = new Map<string, number>();
  for (const message of messages) {
    const { id } = parseCommitMessage(message.trimStart()) ?? {};
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Somebody with nothing but git, and a repository that is behind the remote. */
export interface Follower {
  /** Pushes there what the remote got, in as many pushes; returns the milliseconds that these took. */
  follow(moves: string[]): Promise<number>;
}

export function follower(remote: string, folder: string): Follower {
  const [clone, copy] = [join(folder, "follower.git"), join(folder, "copy.git")];
  for (const path of [clone, copy]) git(["clone", "--quiet", "--bare", "--", `file://${remote}`, path]);
  return {
    async follow(moves) {
      git([`--git-dir=${clone}`, "fetch", "--quiet", "--", `file://${remote}`, "+main:main"]);
      let total = 0;
      for (const commit of moves) {
        const push = [`--git-dir=${clone}`, "push", "--quiet", "--", `file://${copy}`, `${commit}:main`];
        const start = await prepare(push);
        const startedAt = performance.now();
        await start();
        total += performance.now() - startedAt;
      }
      return total;
    },
  };
}
