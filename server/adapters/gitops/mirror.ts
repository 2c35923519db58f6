import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Faults, isLocked } from "./faults.ts";
import type { Git, GitRun, RunOptions } from "./git-process.ts";
import { removeLeftovers, removePreviews } from "./leftovers.ts";
import { ORIGIN, promisorConfig } from "./partial.ts";

/** What hash names the objects of a repository. */
export type ObjectFormat = "sha1" | "sha256";

/** Something is missing from the mirror that was in it; only a new one helps. */
export class MirrorDamaged extends Error {}

/** A bare repository of our own that holds what the remote holds, and the commits that are on their way. */
export interface Mirror {
  readonly gitDir: string;
  /** Undefined where there is no mirror yet. */
  readonly objectFormat: ObjectFormat | undefined;
  /** Whether contents may be missing, for which git then asks the remote (partial.ts). */
  readonly isPartial: boolean;
  /** Runs a git command in the mirror; after a lock that a killed git left it runs once more. */
  run(
    args: string[],
    options?: {
      input?: () => Iterable<string | Uint8Array>;
      timeoutMs?: number;
      limitMs?: number | undefined;
    },
  ): Promise<GitRun>;
  /** Asks a remote for one of its refs, which needs no mirror. */
  listRemote(url: string, ref: string, limits: Pick<RunOptions, "timeoutMs" | "limitMs">): Promise<GitRun>;
  /** Makes an empty mirror in place of whatever is there, which may be filled in part. */
  create(objectFormat: ObjectFormat): Promise<void>;
  /** Notes that nothing is missing from it. */
  setWhole(): Promise<void>;
  /** Gives the mirror up, so that the next fetch makes another. */
  discard(): void;
}

interface Identity {
  url: string;
  branch: string;
  objectFormat: ObjectFormat;
  isPartial: boolean;
}

/** Written last, so that a mirror without it, or one of another repository, is made anew. */
const IDENTITY = "deploysmith.json";

/** Finds the mirror in its folder and heals what killed processes left; touches no network. */
export async function openMirror(
  git: Git,
  faults: Faults,
  options: { gitDir: string; url: string; branch: string; timeoutMs: number },
): Promise<Mirror> {
  const { gitDir, url, branch, timeoutMs } = options;
  const run = async (args: string[], input: Iterable<string | Uint8Array> | undefined, limits: object) =>
    git.run([`--git-dir=${gitDir}`, ...args], { timeoutMs, ...limits, ...(input && { input }) });
  let identity = await readIdentity(gitDir, url, branch);
  const identify = async (objectFormat: ObjectFormat, isPartial: boolean) => {
    identity = { url, branch, objectFormat, isPartial };
    await writeIdentity(gitDir, identity);
  };
  const mustRun = async (args: string[]) => {
    const { code, ...rest } = await run(args, undefined, {});
    if (code === 0) return;
    throw (
      faults.ofMirror({ code, ...rest }) ??
      new Error(`The mirror ${gitDir} cannot be made: ${rest.stderr.trim()}`)
    );
  };
  const mirror: Mirror = {
    gitDir,
    get objectFormat() {
      return identity?.objectFormat;
    },
    get isPartial() {
      return identity?.isPartial ?? false;
    },
    async run(args, { input, ...limits } = {}) {
      const first = await run(args, input?.(), limits);
      if (!isLocked(first) || !(await removeLeftovers(gitDir))) return first;
      return run(args, input?.(), limits);
    },
    listRemote: (remote, ref, limits) => git.run(["ls-remote", "--", remote, ref], limits),
    async create(format) {
      identity = undefined;
      await rm(gitDir, { recursive: true, force: true });
      await mkdir(gitDir, { recursive: true, mode: 0o700 });
      const kind = [`--object-format=${format}`, `--initial-branch=${branch}`];
      await mustRun(["init", "--quiet", "--bare", "--template=", ...kind]);
      for (const setting of promisorConfig(url)) await mustRun(["config", ...setting]);
      await identify(format, true);
    },
    async setWhole() {
      await mustRun(["config", "--remove-section", `remote.${ORIGIN}`]);
      await identify(identity!.objectFormat, false);
    },
    discard: () => void (identity = undefined),
  };
  if (identity !== undefined) await removeLeftovers(gitDir);
  await removePreviews(gitDir);
  return mirror;
}

async function readIdentity(gitDir: string, url: string, branch: string): Promise<Identity | undefined> {
  try {
    const identity = JSON.parse(await readFile(join(gitDir, IDENTITY), "utf8")) as Identity;
    return identity.url === url && identity.branch === branch ? identity : undefined;
  } catch {
    return undefined;
  }
}

async function writeIdentity(gitDir: string, identity: Identity): Promise<void> {
  const part = join(gitDir, `${IDENTITY}.part`);
  await writeFile(part, JSON.stringify(identity), { flush: true });
  await rename(part, join(gitDir, IDENTITY));
}
