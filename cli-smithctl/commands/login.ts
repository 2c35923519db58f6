import { text as textOf } from "node:stream/consumers";
import { configPath, readConfigFile } from "../../clients/config-file.ts";
import { keepContext } from "../../clients/edit-config.ts";
import { UsageError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import type { ExitCode } from "../../clients/exit-codes.ts";
import { clientFor } from "../../clients/open-client.ts";
import { checkedKey, httpWarnings } from "../../clients/settings.ts";
import { checkedUrl } from "../../clients/smithd-url.ts";
import { ask, askHidden, requireTerminal } from "../../clients/terminal/ask.ts";
import { connectionFlags, parseCommandLine } from "../../clients/terminal/command-line.ts";
import { connectionHelp, formatHelp, jsonHelp } from "../../clients/terminal/help.ts";
import type { CommandContext } from "../../clients/terminal/program.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { contextNameFor } from "../context-name.ts";
import { warnOfVariables } from "../variables-that-win.ts";

export const syntax = {
  words: [],
  flags: { ...connectionFlags, context: { type: "string" }, keyStdin: { type: "boolean" } },
} as const;

export const help = formatHelp({
  summary: "Asks where smithd is and for an API key, tries them, and keeps them as the current context.",
  usage: ["smithctl login [--url URL] [--context NAME]", "smithctl login --url URL --key-stdin < key.txt"],
  flags: [
    ["--context NAME", "the context's name; by default that of the same URL, or the host's name"],
    ["--key-stdin", "read the API key from stdin instead of asking for it"],
    ...connectionHelp,
    jsonHelp,
  ],
  examples: [
    "smithctl login",
    "smithctl login --url https://deploysmith.example.com --context work --key-stdin < key.txt",
  ],
  exits: ["authentication", "interrupted"],
});

/** The key is asked for and never shown; it is kept only once smithd has accepted it. */
export async function run(argv: string[], context: CommandContext): Promise<ExitCode> {
  const { flags } = parseCommandLine(argv, syntax);
  const { streams, output, signal } = context;
  if (!flags.keyStdin) requireTerminal(streams, "Pass --url, and --key-stdin with the API key on stdin.");
  const url = await urlOf(flags.url, flags.keyStdin === true, context);
  for (const warning of httpWarnings(url, flags, streams.env)) output.warn(warning);
  const apiKey = flags.keyStdin
    ? checkedKey(await textOf(streams.stdin), "stdin")
    : checkedKey(await askHidden(streams, `API key for ${url}: `, signal), "what was typed");
  const me = await clientFor(url, apiKey, context).whoami();
  const name = flags.context ?? (await contextNameFor(url, streams.env));
  await keepContext(streams.env, { name, url, apiKey });
  const path = configPath(streams.env);
  if (flags.json) output.printJson({ context: name, url, keyId: me.keyId, name: me.name, path });
  else output.print(sanitizeLine(`Logged in to ${url} as ${me.name} (key ${me.keyId}).`));
  output.note(`Context ${name} is the current one, kept in ${path}.`);
  warnOfVariables(streams.env, output);
  return exitCodes.ok;
}

async function urlOf(given: string | undefined, silent: boolean, context: CommandContext): Promise<string> {
  const { streams, signal } = context;
  if (given !== undefined) return checkedUrl(given, "--url");
  const fromEnv = streams.env["DEPLOYSMITH_URL"];
  if (fromEnv) return checkedUrl(fromEnv, "DEPLOYSMITH_URL");
  if (silent) throw new UsageError("--url is missing.", "For example: --url https://deploysmith.example.com");
  const { contexts, currentContext } = await readConfigFile(streams.env);
  const last = contexts.find(({ name }) => name === currentContext)?.url;
  const hint = last === undefined ? "https://…" : last;
  const answer = await ask(streams, `Where is smithd? [${sanitizeLine(hint)}] `, signal);
  return checkedUrl(answer === "" && last !== undefined ? last : answer, "what was typed");
}
