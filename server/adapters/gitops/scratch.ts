import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Faults, isDamage } from "./faults.ts";
import type { Git, GitRun, RunOptions } from "./git-process.ts";
import { previewsOf } from "./leftovers.ts";
import { type Mirror, MirrorDamaged, type ObjectFormat } from "./mirror.ts";

/** A throw-away bare repository that has every object of the mirror; what is made in it, the mirror never sees. */
export interface Scratch {
  /**
   * Runs a git command in it. Throws MirrorDamaged, the signal's reason, or that the time is over, unless `isOptional`:
   * then the result says so.
   */
  run(
    args: string[],
    options?: { input?: () => Iterable<string | Uint8Array>; isOptional?: boolean } & Pick<
      RunOptions,
      "onOutput"
    >,
  ): Promise<GitRun>;
}

/** Nothing in it needs to outlive a loss of power. */
const HASTILY = ["-c", "core.fsync=none"];

interface Tools {
  git: Git;
  mirror: Mirror;
  faults: Faults;
  /** Milliseconds for all that runs in it, together. */
  timeoutMs: number;
  signal: AbortSignal | undefined;
}

/** Makes a repository of its own for `work`, and removes it whatever happens. */
export async function inScratch<T>(tools: Tools, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  tools.signal?.throwIfAborted();
  const { gitDir: mirrorPath, objectFormat } = tools.mirror;
  if (objectFormat === undefined) throw new MirrorDamaged("There is no mirror.");
  // Beside the mirror, which may be the only place that can be written.
  await mkdir(previewsOf(mirrorPath), { recursive: true, mode: 0o700 });
  const gitDir = await mkdtemp(join(previewsOf(mirrorPath), "preview-"));
  try {
    const scratch = scratchAt(gitDir, tools);
    await initialize(scratch, objectFormat);
    if (tools.mirror.isPartial) await copyFile(join(mirrorPath, "config"), join(gitDir, "config"));
    // Relative to the folder of objects, so that no character in the names above the mirror matters.
    await writeFile(join(gitDir, "objects/info/alternates"), `../../../${basename(mirrorPath)}/objects\n`);
    return await work(scratch);
  } finally {
    // What cannot be removed now is removed at the next start.
    await rm(gitDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}

function scratchAt(gitDir: string, { git, faults, timeoutMs, signal }: Tools): Scratch {
  const deadline = performance.now() + timeoutMs;
  return {
    async run(args, { input, onOutput, isOptional = false } = {}) {
      const run = await git.run([`--git-dir=${gitDir}`, ...HASTILY, ...args], {
        timeoutMs: Math.max(1, deadline - performance.now()),
        ...(input && { input: input() }),
        ...(onOutput && { onOutput }),
        ...(signal && { signal }),
      });
      signal?.throwIfAborted();
      if (run.cut === "closed" || (run.cut === "timeout" && !isOptional)) throw faults.unreachable(run);
      if (isDamage(run)) throw new MirrorDamaged(run.stderr);
      return run;
    },
  };
}

/** Its HEAD stays without a commit: git 2.43 to 2.45 would read attributes from there, as none does elsewhere in a bare repository. */
async function initialize(scratch: Scratch, objectFormat: ObjectFormat): Promise<void> {
  const format = `--object-format=${objectFormat}`;
  const { code, stderr } = await scratch.run([
    "init",
    "--quiet",
    "--bare",
    "--template=",
    format,
    "--initial-branch=none",
  ]);
  if (code !== 0) throw new Error(`A repository for a preview cannot be made: ${stderr.trim()}`);
}
