import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { git } from "../support/git.ts";
import { configMap } from "../support/publish.ts";
import { temporaryFolder } from "../support/temporary.ts";

export async function writeFiles(folder: string, files: Record<string, string>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

export interface Workspace {
  path: string;
  sha: string;
}

/** A checked-out repository with one commit on main, and `manifests/` in it. */
export async function workspace(
  manifests: Record<string, string> = { "config.yaml": configMap("settings") },
): Promise<Workspace> {
  const path = await temporaryFolder();
  await writeFiles(join(path, "manifests"), manifests);
  await git(path, "init", "--quiet", "--initial-branch=main");
  await git(path, "add", "--all");
  await git(path, "commit", "--quiet", "--message", "Cache the price list");
  return { path, sha: (await git(path, "rev-parse", "HEAD")).trim() };
}
