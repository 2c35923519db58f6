import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "./go-tool.ts";

const run = promisify(execFile);

/** The folder of a package of exactly this `name==version` and what it needs, installed once. Rejects where it cannot be had. */
export async function pythonPackage(requirement: string): Promise<string> {
  const folder = join(cacheFolder(), requirement.replace("==", "-"));
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return folder;
  console.error(`Installing ${requirement}, once.`);
  await mkdir(cacheFolder(), { recursive: true });
  const aside = await mkdtemp(join(cacheFolder(), "python-"));
  try {
    await run("python3", ["-m", "pip", "install", "--quiet", "--target", aside, requirement]);
    await rename(aside, folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return folder;
}
