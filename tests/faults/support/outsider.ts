import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Chance } from "./chance.ts";
import type { ForeignCommit } from "./evidence.ts";
import { UNDISTURBED } from "./remote-repository.ts";

const run = promisify(execFile);

export interface Outsider {
  /** Those of its commits that the remote took, the oldest first. */
  pushed: ForeignCommit[];
  /** Commits and pushes all the time, with pauses of up to so many milliseconds, until `stop`. */
  start(pauseMs: number): void;
  stop(): Promise<void>;
  commit(): Promise<void>;
}

/** Somebody who knows nothing of smithd and pushes to the same branch, always on top of what is there. */
export async function createOutsider(folder: string, remote: string, chance: Chance): Promise<Outsider> {
  const clone = join(folder, "outsider");
  const env = {
    PATH: process.env["PATH"],
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    ...Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((who) => [
        [`GIT_${who}_NAME`, "Grace Hopper"],
        [`GIT_${who}_EMAIL`, "grace@example.com"],
      ]),
    ),
    [UNDISTURBED]: "1",
  };
  const git = (...args: string[]) => run("git", args, { env, cwd: clone });
  await mkdir(clone);
  await git("clone", "--quiet", "--branch=main", remote, ".");
  const pushed: ForeignCommit[] = [];
  let count = 0;
  let working: Promise<void> | undefined;
  let goesOn = false;

  const commit = async () => {
    const text = `${++count}\n`;
    const path = chance.pick<string>([
      "README.md",
      "clusters/staging/notes",
      "environments/staging/infrastructure/a",
      "b/c",
    ]);
    // Somebody else was faster: once more, on what is there now.
    for (;;) {
      await git("fetch", "--quiet", "origin", "main");
      await git("reset", "--quiet", "--hard", "FETCH_HEAD");
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), text);
      await git("add", "--all");
      await git("commit", "--quiet", "--message", `By hand ${count}`);
      const { stdout } = await git("rev-parse", "HEAD");
      const taken = await git("push", "--quiet", "origin", "HEAD:main").then(
        () => true,
        () => false,
      );
      if (taken) return void pushed.push({ id: stdout.trim(), files: { [path]: text } });
    }
  };
  const work = async (pauseMs: number) => {
    while (goesOn) {
      await commit();
      await sleep(chance.below(pauseMs));
    }
  };
  return {
    pushed,
    commit,
    start(pauseMs) {
      goesOn = true;
      working = work(pauseMs);
    },
    async stop() {
      goesOn = false;
      await working;
    },
  };
}
