import type { Change } from "../../server/domain/ports.ts";
import { build } from "./gitops.ts";
import { git, prepare } from "./git.ts";
import type { Ref } from "./ref.ts";

/** Milliseconds. */
export interface Pushed {
  /** From before git is started until the branch has moved, which is where a deployment's time ends, too. */
  landed: number;
  /** From then until git has ended: nobody who has git push for them can know earlier. */
  told: number;
}

/** Somebody with nothing but git, and a mirror of the remote. */
export interface Pusher {
  /** Pushes a commit with these changes on the remote's head. */
  push(changesOn: (head: string) => Change[]): Promise<Pushed>;
}

/** A clone of the remote, and in it for each push a commit that is fetched for and built before the clock starts. */
export function barePusher(remote: string, branch: Ref, clone: string): Pusher {
  const url = `file://${remote}`;
  git(["clone", "--quiet", "--bare", "--", url, clone]);
  return {
    async push(changesOn) {
      git([`--git-dir=${clone}`, "fetch", "--quiet", "--", url, "+main:main"]);
      const head = branch.read();
      build(clone, "refs/heads/ready", head, changesOn(head));
      const start = await prepare([`--git-dir=${clone}`, "push", "--quiet", "--", url, "ready:main"]);
      const moved = branch.moved();
      const startedAt = performance.now();
      const ended = start().then(() => performance.now());
      const [landedAt, endedAt] = await Promise.all([moved, ended]);
      return { landed: landedAt - startedAt, told: endedAt - landedAt };
    },
  };
}
