import { existsSync } from "node:fs";
import { mkdir, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Document } from "yaml";
import { configPath, readConfigFile } from "./config-file.ts";
import { UsageError } from "./errors.ts";

const banner = " Where smithd is, for smithctl and forge. `smithctl login` and `smithctl contexts` write it.";

/** Adds a context, or replaces its address and its key, and makes it the current one. What else the file holds stays. */
export async function keepContext(
  env: NodeJS.ProcessEnv,
  { name, url, apiKey }: { name: string; url: string; apiKey: string },
): Promise<void> {
  const { contexts } = await readConfigFile(env);
  const index = contexts.findIndex((context) => context.name === name);
  await edit(env, (document) => {
    document.set("currentContext", name);
    if (contexts.length === 0) document.set("contexts", document.createNode([]));
    if (index < 0) return document.addIn(["contexts"], document.createNode({ name, url, apiKey }));
    document.setIn(["contexts", index, "url"], url);
    document.setIn(["contexts", index, "apiKey"], apiKey);
    document.deleteIn(["contexts", index, "apiKeyFile"]);
  });
}

/** Makes a context the current one. */
export async function chooseContext(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  await edit(env, (document) => document.set("currentContext", name));
}

/** Forgets a context and its key, and that it was the current one. */
export async function dropContext(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  const { contexts, currentContext } = await readConfigFile(env);
  const index = contexts.findIndex((context) => context.name === name);
  await edit(env, (document) => {
    document.deleteIn(["contexts", index]);
    // Not deleted: a comment at the top of the file hangs on its first line.
    if (currentContext === name) document.set("currentContext", "");
  });
}

/** The comments and whatever we do not know survive, because only what is edited changes. */
async function edit(env: NodeJS.ProcessEnv, change: (document: Document) => void): Promise<void> {
  const { parseDocument } = await import("./yaml.ts");
  const path = configPath(env);
  const text = await readFile(path, "utf8").catch(() => "");
  const document = parseDocument(text, { schema: "failsafe" }) as unknown as Document;
  if (text.trim() === "") document.commentBefore = banner;
  change(document);
  try {
    await replaceFile(path, document.toString({ lineWidth: 0 }));
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

/** Nobody ever reads half a file, or one that others may read. A file behind a link is replaced where it is. */
async function replaceFile(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const target = await realpath(path).catch(() => path);
  const aside = `${target}.${process.pid}`;
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(aside, target);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(aside, { force: true });
    throw error;
  }
}

/** Not with `recursive`: below /proc, where folders cannot be made, Node never returns from that. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o700 });
}
