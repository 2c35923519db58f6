import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A config file of its own until the test ends, and the environment that leads to it. */
export async function withConfig(text: string) {
  const home = await mkdtemp(join(tmpdir(), "deploysmith-contexts-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await mkdir(join(home, "deploysmith"));
  const path = join(home, "deploysmith", "config.yaml");
  await writeFile(path, text, { mode: 0o600 });
  return { env: { XDG_CONFIG_HOME: home }, read: () => readFile(path, "utf8") };
}
