import meow from "meow";
import type { Flag, TypedFlags } from "meow";
import { programVersion } from "../program-version.ts";
import { UsageError } from "../errors.ts";
import { nearest } from "./nearest.ts";

type AnyFlag = Flag<"string", string> | Flag<"string", string[], true> | Flag<"boolean", boolean>;
export type Flags = Record<string, AnyFlag>;

/** Flags of every command that talks to smithd. There is none for the key: command lines are visible to others. */
export const connectionFlags = {
  url: { type: "string" },
  allowHttp: { type: "boolean" },
  json: { type: "boolean" },
} as const satisfies Flags;

/**
 * Parses what follows the command's name. Throws UsageError for unknown flags, flags without their value, and more
 * or fewer words than `words` names; a name ending in `?` may be left out.
 */
export function parseCommandLine<const F extends Flags>(
  argv: string[],
  flags: F,
  words: string[],
): { input: string[]; flags: TypedFlags<F> } {
  refuseUnknownFlags(argv, flags);
  const result = parse(argv, flags);
  refuseEmptyFlags(flags, result.flags);
  refuseWrongWords(result.input, words);
  return { input: result.input, flags: result.flags as TypedFlags<F> };
}

function parse(argv: string[], flags: Flags): { input: string[]; flags: Record<string, unknown> } {
  try {
    return meow({
      importMeta: import.meta,
      argv,
      flags,
      // Given, so that meow does not search the disk for a package.json.
      pkg: { name: "deploysmith", version: programVersion },
      description: false,
      // `publish --version V` names the version to publish.
      autoVersion: false,
      autoHelp: false,
      booleanDefault: undefined,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** meow would print and exit by itself. A word after a flag that takes a value is that value. */
function refuseUnknownFlags(argv: string[], flags: Flags): void {
  const known = new Map(Object.entries(flags).map(([key, flag]) => [dashed(key), flag]));
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (word === "--") return;
    if (!/^-./.test(word)) continue;
    const name = word.split("=")[0] ?? "";
    const flag = known.get(name) ?? known.get(name.replace(/^--no-/, "--"));
    if (!flag) throw unknownFlag(name, [...known.keys()]);
    if (flag.type === "string" && !word.includes("=") && !known.has(argv[index + 1] ?? "")) index++;
  }
}

function unknownFlag(name: string, known: string[]): UsageError {
  if (name === "--api-key") {
    const why = "Command lines are visible to others. Set DEPLOYSMITH_API_KEY or DEPLOYSMITH_API_KEY_FILE.";
    return new UsageError("There is no flag --api-key.", why);
  }
  const near = nearest(name, known);
  return new UsageError(
    `There is no flag ${name}.`,
    near ? `Did you mean ${near}?` : "--help lists the flags.",
  );
}

function refuseEmptyFlags(flags: Flags, values: Record<string, unknown>): void {
  for (const [key, flag] of Object.entries(flags)) {
    const given = [values[key]].flat().filter((value) => value !== undefined);
    if (flag.type === "string" && given.some((value) => typeof value === "string" && value.trim() === "")) {
      throw new UsageError(`${dashed(key)} needs a value.`);
    }
  }
}

function refuseWrongWords(input: string[], words: string[]): void {
  const missing = words.filter((word) => !word.endsWith("?"))[input.length];
  if (missing !== undefined)
    throw new UsageError(`${missing} is missing.`, "--help shows how the command is used.");
  const extra = input[words.length];
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one word too many.`, "--help shows how the command is used.");
}

function dashed(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
