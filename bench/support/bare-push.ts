import type { Change } from "../../server/domain/ports.ts";
import { build } from "./gitops.ts";
import { git, gitBytes, prepare } from "./git.ts";
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
  /**
   * Has the remote's git take such a commit from a pack that is ready, as nobody but itself could. Returns the milliseconds from
   * before it is started until the branch has moved.
   */
  handOver(changesOn: (head: string) => Change[]): Promise<number>;
}

/** A clone of the remote, and in it for each push a commit that is fetched for and built before the clock starts. */
export function barePusher(remote: string, branch: Ref, clone: string): Pusher {
  const url = `file://${remote}`;
  const inClone = (...args: string[]) => [`--git-dir=${clone}`, ...args];
  git(["clone", "--quiet", "--bare", "--", url, clone]);
  const commit = (changesOn: (head: string) => Change[]) => {
    git(inClone("fetch", "--quiet", "--", url, "+main:main"));
    const head = branch.read();
    build(clone, "refs/heads/ready", head, changesOn(head));
    return head;
  };
  return {
    async push(changesOn) {
      commit(changesOn);
      const start = await prepare(inClone("push", "--quiet", "--", url, "ready:main"));
      const moved = branch.moved();
      const startedAt = performance.now();
      const ended = start().then(() => performance.now());
      const [landedAt, endedAt] = await Promise.all([moved, ended]);
      return { landed: landedAt - startedAt, told: endedAt - landedAt };
    },
    async handOver(changesOn) {
      const head = commit(changesOn);
      const ready = git(inClone("rev-parse", "ready"));
      const pack = inClone("pack-objects", "--quiet", "--thin", "--delta-base-offset", "--revs", "--stdout");
      const bytes = gitBytes(pack, [`${ready}\n^${head}\n`]);
      const start = await prepare(["receive-pack", remote]);
      const moved = branch.moved();
      const startedAt = performance.now();
      const ended = start(Buffer.concat([moveRequest(head, ready), bytes]));
      const [landedAt] = await Promise.all([moved, ended]);
      return landedAt - startedAt;
    },
  };
}

/** What goes before the pack (gitprotocol-pack). */
function moveRequest(from: string, to: string): Buffer {
  const command = `${from} ${to} refs/heads/main\0`;
  return Buffer.from(`${(4 + command.length).toString(16).padStart(4, "0")}${command}0000`);
}
