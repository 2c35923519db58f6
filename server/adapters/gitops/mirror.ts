import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
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
  /** Undefined where there never was a mirror. */
  readonly objectFormat: ObjectFormat | undefined;
  /** Whether it holds a history that can be relied on; false until it was filled for the first time, and once it is given up. */
  readonly isFilled: boolean;
  /** How often it was filled anew. */
  readonly generation: number;
  /** Whether contents may be missing, for which git then asks the remote (partial.ts). */
  readonly isPartial: boolean;
  /** Runs a git command in the mirror; after a lock that a killed git left it runs once more. */
  run(
    args: string[],
    options?: {
      input?: () => Iterable<string | Uint8Array>;
      timeoutMs?: number;
      limitMs?: number | undefined;
      /** In the one that is being made. */
      isNew?: boolean;
    },
  ): Promise<GitRun>;
  /** Asks a remote for one of its refs, which needs no mirror. */
  listRemote(url: string, ref: string, limits: Pick<RunOptions, "timeoutMs" | "limitMs">): Promise<GitRun>;
  /** Makes an empty mirror beside whatever is there, which stays until the new one is filled. */
  create(objectFormat: ObjectFormat): Promise<void>;
  /** Removes the new one, which could not be filled. */
  removeNew(): Promise<void>;
  /** Removes the old one, which was given up. */
  removeOld(): Promise<void>;
  /** Puts the new one in the place of the old, once it was filled; `isWhole` where with everything. */
  setFilled(isWhole: boolean): Promise<void>;
  /** Gives the mirror up: it is read until the next fetch has made another. */
  discard(): void;
}

interface Identity {
  url: string;
  branch: string;
  objectFormat: ObjectFormat;
  isPartial: boolean;
}

/** Written once it is filled, so that a mirror without it, or one of another repository, is made anew. */
const IDENTITY = "deploysmith.json";

/** Milliseconds in which a process that waited for its command (standby.ts) can be told from others. */
const BECOMES_GIT = 50;

/** Finds the mirror in its folder and heals what killed processes left; touches no network. */
export async function openMirror(
  git: Git,
  faults: Faults,
  options: { gitDir: string; url: string; branch: string; timeoutMs: number },
): Promise<Mirror> {
  const { gitDir, url, branch, timeoutMs } = options;
  const [newDir, oldDir] = [`${gitDir}.new`, `${gitDir}.old`];
  // A kill may have come between the two renames of `setFilled`.
  if (!existsSync(gitDir)) await rename(oldDir, gitDir).catch(unlessMissing);
  const run = async (
    args: string[],
    input: Iterable<string | Uint8Array> | undefined,
    limits: object,
    dir = gitDir,
  ) => git.run([`--git-dir=${dir}`, ...args], { timeoutMs, ...limits, ...(input && { input }) });
  let identity = await readIdentity(gitDir, url, branch);
  let next: Identity | undefined;
  let isFilled = identity !== undefined;
  let generation = 0;
  const mustRun = async (args: string[]) => {
    const { code, ...rest } = await run(args, undefined, {}, newDir);
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
    get isFilled() {
      return isFilled;
    },
    get generation() {
      return generation;
    },
    get isPartial() {
      return identity?.isPartial ?? false;
    },
    async run(args, { input, isNew, ...limits } = {}) {
      if (isNew) return run(args, input?.(), limits, newDir);
      const first = await run(args, input?.(), limits);
      if (!isLocked(first)) return first;
      await wait(BECOMES_GIT);
      if (!(await removeLeftovers(gitDir))) return first;
      return run(args, input?.(), limits);
    },
    listRemote: (remote, ref, limits) => git.run(["ls-remote", "--", remote, ref], limits),
    async create(objectFormat) {
      next = { url, branch, objectFormat, isPartial: true };
      await remove(newDir);
      await mkdir(newDir, { recursive: true, mode: 0o700 });
      const kind = [`--object-format=${objectFormat}`, `--initial-branch=${branch}`];
      await mustRun(["init", "--quiet", "--bare", "--template=", ...kind]);
      for (const setting of promisorConfig(url)) await mustRun(["config", ...setting]);
    },
    removeNew: () => remove(newDir),
    // What is still at work in it ends by itself.
    removeOld: () => remove(gitDir).catch(() => {}),
    async setFilled(isWhole) {
      if (isWhole) await mustRun(["config", "--remove-section", `remote.${ORIGIN}`]);
      const filled = { ...next!, isPartial: !isWhole };
      await writeIdentity(newDir, filled);
      await remove(oldDir);
      await rename(gitDir, oldDir).catch(unlessMissing);
      await rename(newDir, gitDir);
      identity = filled;
      isFilled = true;
      generation++;
      // Something may still be at work in it.
      await remove(oldDir).catch(() => {});
    },
    discard: () => void (isFilled = false),
  };
  for (const dir of [newDir, oldDir]) await remove(dir).catch(() => {});
  if (isFilled) await removeLeftovers(gitDir);
  await removePreviews(gitDir);
  return mirror;
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 3 });

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
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
