import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, open, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Chance } from "./chance.ts";

/** What a killed git leaves behind. */
export const LOCKS = [
  "index.lock",
  "shallow.lock",
  "config.lock",
  "packed-refs.lock",
  "HEAD.lock",
  "refs/heads/main.lock",
  "refs/deploysmith/built.lock",
  "objects/info/commit-graphs/commit-graph-chain.lock",
];

/** smithd's bare repository below its data folder, wherever it keeps it. */
export function findMirror(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("HEAD") && !path.includes("gitops.git") && !path.includes("previews"))
    .map((path) => dirname(join(folder, path)))
    .find((path) => existsSync(join(path, "objects")));
  if (found === undefined) throw new Error(`There is no mirror below ${folder}.`);
  return found;
}

export async function putLock(mirror: string, name: string): Promise<void> {
  await mkdir(dirname(join(mirror, name)), { recursive: true });
  await writeFile(join(mirror, name), "");
}

/** Overwrites some of one pack, or cuts it off. */
export async function damagePack(mirror: string, chance: Chance): Promise<void> {
  const folder = join(mirror, "objects", "pack");
  const pack = chance.pick((await readdir(folder)).filter((name) => name.endsWith(".pack")));
  if (pack === undefined) throw new Error("There is no pack.");
  const path = join(folder, pack);
  await chmod(path, 0o644);
  const file = await open(path, "r+");
  const { size } = await file.stat();
  if (chance.happens(0.3)) await file.truncate(Math.floor(size / 2));
  else await file.write(Buffer.alloc(Math.ceil(size / 4), 0xa5), 0, undefined, Math.floor(size / 3));
  await file.close();
}

export const removeMirror = (mirror: string): Promise<void> => rm(mirror, { recursive: true, force: true });
