import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Where there is no /proc to ask, a lock of this age in milliseconds belongs to nobody. */
const ABANDONED_AFTER = 10 * 60_000;

const LOCK = /\.lock$|^gc\.pid$/;
const PART = /^(?:tmp_|\.tmp-|fast_import_crash_)/;

/**
 * Removes locks and half-written files that killed git commands left in a mirror that only this process uses. Resolves
 * to false, removing nothing, while a git command is at work in it, which may have been started by a killed smithd.
 */
export async function removeLeftovers(gitDir: string): Promise<boolean> {
  const running = await isGitAtWork(gitDir);
  if (running === true) return false;
  for (const path of await leftoversIn(gitDir)) {
    const isOld = async () => Date.now() - (await stat(path)).mtimeMs > ABANDONED_AFTER;
    if (running === false || (await isOld())) await rm(path, { recursive: true, force: true });
  }
  return true;
}

/** Where the throw-away repositories of a mirror are (scratch.ts). */
export const previewsOf = (gitDir: string) => `${gitDir}.previews`;

/** Removes the throw-away repositories of a killed smithd, where no other uses the mirror. */
export async function removePreviews(gitDir: string): Promise<void> {
  // A git that outlived its smithd may be writing there still; then the next start removes it.
  await rm(previewsOf(gitDir), { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}

async function leftoversIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (PART.test(entry.name) || (entry.isFile() && LOCK.test(entry.name))) found.push(path);
    else if (entry.isDirectory()) found.push(...(await leftoversIn(path)));
  }
  return found;
}

/** Commands that take no lock that another waits for: what reads, and what tidies beside the others (maintenance.ts). */
const BESIDE = ["cat-file", "repack", "pack-objects", "commit-graph"];

/** Whether a command names the mirror as all of ours do; undefined where the system does not tell. */
async function isGitAtWork(gitDir: string): Promise<boolean | undefined> {
  const processes = await readdir("/proc").catch(() => undefined);
  if (!processes?.includes("self")) return undefined;
  for (const id of processes.filter((name) => /^\d+$/.test(name))) {
    const words = (await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (words.includes(`--git-dir=${gitDir}`) && !BESIDE.some((word) => words.includes(word))) return true;
  }
  return false;
}
