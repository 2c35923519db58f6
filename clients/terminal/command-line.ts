import meow from "meow";
import type { Flag, TypedFlags } from "meow";
import { programVersion } from "../program-version.ts";
import { UsageError } from "../errors.ts";
import { HelpRequested } from "./help.ts";
import { nearest } from "./nearest.ts";

type AnyFlag = Flag<"string", string> | Flag<"string", string[], true> | Flag<"boolean", boolean>;
export type Flags = Record<string, AnyFlag>;

/** What may follow a command: words, of which those ending in `?` may be left out, and flags. */
export interface Syntax<F extends Flags = Flags> {
  words: readonly string[];
  flags: F;
  /** What a flag takes, as a word such as APP or a list, where its name does not say it. */
  values?: Record<string, string | readonly string[]>;
}

/** Flags of every command that talks to smithd. There is none for the key: command lines are visible to others. */
export const connectionFlags = {
  url: { type: "string" },
  allowHttp: { type: "boolean" },
  json: { type: "boolean" },
} as const satisfies Flags;

/**
 * Parses what follows the command's name. Throws UsageError for unknown flags, flags without their value, and more
 * or fewer words than there may be. Throws HelpRequested for --help and -h.
 */
export function parseCommandLine<const F extends Flags>(
  argv: string[],
  { flags, words }: Syntax<F>,
): { input: string[]; flags: TypedFlags<F> } {
  const result = parse(withJoinedValues(argv, flags), flags);
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

/**
 * The same words with every flag's value in the flag's own word, so that nothing is left for meow to guess: it drops
 * flags without a value, takes any text for true, and prints and exits by itself.
 */
function withJoinedValues(argv: string[], flags: Flags): string[] {
  const known = new Map(Object.entries(flags).map(([key, flag]) => [dashed(key), flag.type]));
  const joined: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]!;
    if (word === "--") return [...joined, ...argv.slice(index)];
    if (word === "--help" || word === "-h") throw new HelpRequested();
    const { name, value } = split(word);
    const type = typeOf(name, known);
    if (!/^-./.test(word)) joined.push(word);
    else if (type === undefined) throw unknownFlag(name, [...known.keys()]);
    else if (type === "boolean") joined.push(booleanWord(name, value));
    else joined.push(stringWord(name, value ?? valueAfter(name, argv[++index], known)));
  }
  return joined;
}

function split(word: string): { name: string; value: string | undefined } {
  const end = word.indexOf("=");
  return end < 0
    ? { name: word, value: undefined }
    : { name: word.slice(0, end), value: word.slice(end + 1) };
}

type Known = Map<string, AnyFlag["type"]>;

/** Only a boolean can be said no to. */
function typeOf(name: string, known: Known): AnyFlag["type"] | undefined {
  const denied = name.startsWith("--no-") && known.get(name.replace("--no-", "--")) === "boolean";
  return known.get(name) ?? (denied ? "boolean" : undefined);
}

function booleanWord(name: string, value: string | undefined): string {
  if (value === undefined || /^(true|false)$/.test(value)) return `${name}${value ? `=${value}` : ""}`;
  throw new UsageError(`${name} takes no value but true or false.`, `Write ${name} alone, or ${name}=false.`);
}

/** meow takes one pair of quotes off; the value's own stay. */
function stringWord(name: string, value: string): string {
  if (value.trim() === "") throw new UsageError(`${name} needs a value.`);
  return `${name}="${value}"`;
}

/** A word after a flag is its value, except where it is a flag itself: then the value was forgotten. */
function valueAfter(name: string, next: string | undefined, known: Known): string {
  if (next === undefined) throw new UsageError(`${name} needs a value.`);
  if (next !== "--" && typeOf(split(next).name, known) === undefined) return next;
  throw new UsageError(`${name} needs a value.`, `Write ${name}=VALUE where it starts with \`-\`.`);
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

function refuseWrongWords(input: string[], words: readonly string[]): void {
  const missing = words.filter((word) => !word.endsWith("?"))[input.length];
  if (missing !== undefined)
    throw new UsageError(`${missing} is missing.`, "--help shows how the command is used.");
  const extra = input[words.length];
  if (extra !== undefined)
    throw new UsageError(`"${extra}" is one word too many.`, "--help shows how the command is used.");
}

/** `allowHttp` as it is written: `--allow-http`. */
export function dashed(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
