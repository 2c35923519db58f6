import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { UsageError } from "./errors.ts";

export interface Context {
  name: string;
  url: string;
  apiKey?: string;
  apiKeyFile?: string;
}

export interface ConfigFile {
  path: string;
  currentContext?: string;
  contexts: Context[];
}

/** Where the config file is, whether it exists or not. */
export function configPath(env: NodeJS.ProcessEnv): string {
  const base = env["XDG_CONFIG_HOME"] || join(env["HOME"] || homedir(), ".config");
  return join(base, "deploysmith", "config.yaml");
}

/**
 * The config file, with no contexts where there is none. Throws UsageError where it cannot be read as such, or where
 * others may read a key in it.
 */
export async function readConfigFile(env: NodeJS.ProcessEnv): Promise<ConfigFile> {
  const path = configPath(env);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new UsageError(`${path} cannot be read: ${error.message}.`);
  });
  if (text === undefined) return { path, contexts: [] };
  const config = parseConfig(path, await parseYaml(path, text));
  if (config.contexts.some((context) => context.apiKey !== undefined)) await refuseOpenFile(path);
  return config;
}

async function parseYaml(path: string, text: string): Promise<unknown> {
  const { parseDocument } = await import("./yaml.ts");
  const document = parseDocument(text, { schema: "failsafe", prettyErrors: false });
  // The parser's message may quote the line, and with it a key.
  if (document.errors.length > 0)
    throw new UsageError(`${path} is not valid YAML (${document.errors[0]?.code}).`);
  return document.toJS();
}

function parseConfig(path: string, value: unknown): ConfigFile {
  const { currentContext, contexts } = (value ?? {}) as Record<string, unknown>;
  if (contexts !== undefined && contexts !== "" && !Array.isArray(contexts)) {
    throw new UsageError(`\`contexts\` in ${path} must be a list of {name, url, apiKey or apiKeyFile}.`);
  }
  const list = (contexts || []) as unknown[];
  return {
    path,
    contexts: list.map((context, index) => parseContext(path, index, context)),
    ...(typeof currentContext === "string" && currentContext !== "" ? { currentContext } : {}),
  };
}

function parseContext(path: string, index: number, value: unknown): Context {
  const { name, url, apiKey, apiKeyFile } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || typeof url !== "string") {
    throw new UsageError(`Context ${index + 1} in ${path} needs \`name\` and \`url\`.`);
  }
  if (apiKey && apiKeyFile)
    throw new UsageError(`Context ${name} in ${path} has apiKey and apiKeyFile; keep one.`);
  return {
    name,
    url,
    ...(typeof apiKey === "string" ? { apiKey } : {}),
    ...(typeof apiKeyFile === "string" ? { apiKeyFile } : {}),
  };
}

async function refuseOpenFile(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  throw new UsageError(`${path} holds an API key and others may read it.`, `Run: chmod 600 ${path}`);
}
