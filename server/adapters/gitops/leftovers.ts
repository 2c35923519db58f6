import { readdir, readFile, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";

/** Where it cannot be known who is at work, what nobody changed for so many milliseconds belongs to nobody. */
const ABANDONED_AFTER = 10 * 60_000;

const LOCK = /\.lock$|^gc\.pid$/;
const PART = /^(?:tmp_|\.tmp-|fast_import_crash_)/;

/**
 * Removes locks and half-written files that killed git commands left in a mirror that only this process uses. Resolves
 * to false, removing nothing, while a git command is at work in it, which may have been started by a killed smithd.
 */
export async function removeLeftovers(gitDir: string): Promise<boolean> {
  const commands = await commandsIn(gitDir);
  if (commands?.some((command) => command === "other")) return false;
  for (const path of await leftoversIn(gitDir)) {
    const isNobodys = isPart(path) ? commands?.length === 0 : commands !== undefined;
    if (isNobodys || (await isOld(path))) await rm(path, { recursive: true, force: true });
  }
  return true;
}

/** Removes what killed git commands left half written, as a fetch does that was ended for its time. */
export async function removeAbandoned(gitDir: string): Promise<void> {
  for (const path of (await leftoversIn(gitDir)).filter(isPart))
    if (await isOld(path)) await rm(path, { recursive: true, force: true });
}

const isPart = (path: string) => PART.test(basename(path));

const isOld = async (path: string) =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > ABANDONED_AFTER,
    () => false,
  );

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

/** Commands that take no lock that another waits for: they tidy beside the others (maintenance.ts). */
const BESIDE = ["repack", "pack-objects", "commit-graph"];

/** The commands that write to the mirror, which name it as all of ours do; undefined where the system does not tell. */
async function commandsIn(gitDir: string): Promise<("beside" | "other")[] | undefined> {
  const commands: ("beside" | "other")[] = [];
  const processes = await readdir("/proc").catch(() => undefined);
  if (!processes?.includes("self")) return undefined;
  for (const id of processes.filter((name) => /^\d+$/.test(name))) {
    const words = (await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (words.includes(`--git-dir=${gitDir}`) && !words.includes("cat-file"))
      commands.push(BESIDE.some((word) => words.includes(word)) ? "beside" : "other");
  }
  return commands;
}
