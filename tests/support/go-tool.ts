import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The file of a program, of exactly this `module@version`, built once with Go. Rejects where it cannot be had. */
export async function goTool(module: string): Promise<string>;
/** The same, but only looks: undefined where it was not built yet. */
export async function goTool(module: string, only: { build: false }): Promise<string | undefined>;
export async function goTool(module: string, { build = true } = {}): Promise<string | undefined> {
  const { name, file } = placeOf(module);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  if (!build) return undefined;
  console.error(`Building ${module}, once; this takes a few minutes.`);
  await install(module, name, file);
  return file;
}

/** In the user's cache; one on the PATH would be of any version, and not of the one that the suites were written against. */
function placeOf(module: string): { name: string; file: string } {
  const [path, version] = module.split("@") as [string, string];
  // Go names a program after the last part of its path that is no major version.
  const name = path.replace(/\/v\d+$/, "").replace(/.*\//, "");
  return { name, file: join(cacheFolder(), `${name}-${version}`, name) };
}

export const cacheFolder = () =>
  join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "deploysmith");

/** Builds elsewhere and renames: a build that is killed leaves nothing that looks whole. */
async function install(module: string, name: string, file: string): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(), `${name}-building-`));
  try {
    await run("go", ["install", module], { env: { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod" } });
    await rename(join(folder, name), file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
