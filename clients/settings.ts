import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { readConfigFile } from "./config-file.ts";
import type { ConfigFile, Context } from "./config-file.ts";
import { CommandError, UsageError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import { checkedUrl, isPlainRemote } from "./smithd-url.ts";

export interface Settings {
  /** Without a slash at its end. */
  url: string;
  apiKey: string;
  /** The context that led there, if one did. */
  context?: string;
  warnings: string[];
}

export interface SettingsFlags {
  url?: string | undefined;
  allowHttp?: boolean | undefined;
}

/** Nothing says where smithd is, or with which key. */
export class NotLoggedIn extends CommandError {}

/**
 * Where smithd is and which key to use: flags, then the environment, then the current context of the config file.
 * A key of the config file goes only to the URL of its own context. Throws UsageError or, without a URL or a key,
 * NotLoggedIn.
 */
export async function readSettings(flags: SettingsFlags, env: NodeJS.ProcessEnv): Promise<Settings> {
  const givenUrl = flags.url || env["DEPLOYSMITH_URL"] || undefined;
  const url =
    givenUrl === undefined ? undefined : checkedUrl(givenUrl, flags.url ? "--url" : "DEPLOYSMITH_URL");
  const envKey = await keyOfEnvironment(env);
  const context =
    url !== undefined && envKey !== undefined ? undefined : contextFor(url, await readConfigFile(env));
  const finalUrl = url ?? (context ? checkedUrl(context.url, `context ${context.name}`) : undefined);
  if (finalUrl === undefined) throw missingUrl();
  const apiKey = envKey ?? (context ? await keyOfContext(context, env) : undefined);
  if (apiKey === undefined) throw missingKey(finalUrl);
  const warnings = httpWarnings(finalUrl, flags, env);
  return { url: finalUrl, apiKey, ...(context && { context: context.name }), warnings };
}

function contextFor(url: string | undefined, config: ConfigFile): Context | undefined {
  if (url !== undefined) {
    const there = config.contexts.filter((context) => sameAddress(context.url, url));
    return there.find(({ name }) => name === config.currentContext) ?? there[0];
  }
  if (config.currentContext === undefined) return undefined;
  const context = config.contexts.find(({ name }) => name === config.currentContext);
  if (context) return context;
  const names = config.contexts.map(({ name }) => name).join(", ") || "none";
  throw new UsageError(
    `${config.path} has no context ${config.currentContext}.`,
    `It has: ${names}. To choose one: smithctl contexts use NAME`,
  );
}

function sameAddress(one: string, other: string): boolean {
  return (
    URL.canParse(one) && new URL(one).href.replace(/\/+$/, "") === new URL(other).href.replace(/\/+$/, "")
  );
}

async function keyOfEnvironment(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const key = env["DEPLOYSMITH_API_KEY"];
  const file = env["DEPLOYSMITH_API_KEY_FILE"];
  if (key && file)
    throw new UsageError("DEPLOYSMITH_API_KEY and DEPLOYSMITH_API_KEY_FILE are both set. Unset one.");
  if (key) return checkedKey(key, "DEPLOYSMITH_API_KEY");
  return file ? keyOfFile(file, "DEPLOYSMITH_API_KEY_FILE") : undefined;
}

async function keyOfContext(context: Context, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (context.apiKey) return checkedKey(context.apiKey, `context ${context.name}`);
  if (!context.apiKeyFile) return undefined;
  const home = env["HOME"] || homedir();
  const path = context.apiKeyFile.replace(/^~(?=\/)/, () => home);
  return keyOfFile(path.startsWith("/") ? path : join(home, path), `context ${context.name}`);
}

async function keyOfFile(path: string, source: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `The API key file ${path} (from ${source}) cannot be read: ${error.code ?? "unknown error"}.`,
    );
  });
  return checkedKey(text, path);
}

/** A stray character would make fetch refuse the header with a message that quotes the key. */
export function checkedKey(text: string, source: string): string {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new UsageError(`The API key from ${source} is empty or has characters that no key has.`);
}

/** What must be said before a key goes to `url`. Throws UsageError where it must not go there unasked. */
export function httpWarnings(
  url: string,
  flags: Pick<SettingsFlags, "allowHttp">,
  env: NodeJS.ProcessEnv,
): string[] {
  if (!isPlainRemote(url)) return [];
  if (flags.allowHttp || env["DEPLOYSMITH_ALLOW_HTTP"] === "1") {
    return [`The API key goes to ${url} unencrypted: everybody on the way can read it.`];
  }
  throw new UsageError(
    `${url} is plain http, and the API key would be readable on the way.`,
    "Use https, or pass --allow-http (DEPLOYSMITH_ALLOW_HTTP=1) where the network is trusted, such as inside a cluster.",
  );
}

function missingUrl(): NotLoggedIn {
  return new NotLoggedIn("It is not known where smithd is.", {
    exitCode: exitCodes.usage,
    next: "Set DEPLOYSMITH_URL=https://…, or pass --url, or run `smithctl login`.",
  });
}

function missingKey(url: string): NotLoggedIn {
  return new NotLoggedIn(`There is no API key for ${url}.`, {
    exitCode: exitCodes.authentication,
    next:
      "Set DEPLOYSMITH_API_KEY or DEPLOYSMITH_API_KEY_FILE, or run `smithctl login`. " +
      "`smithd keys create NAME` makes a key.",
  });
}
