import { dashed } from "../../clients/terminal/command-line.ts";
import type { Syntax } from "../../clients/terminal/command-line.ts";
import type { Known } from "./candidates.ts";

/** What is being typed. */
export interface Position {
  /** The beginning of it that is there already. */
  typed: string;
  /** What the shell wants before it: `--env=` where it did not take the word apart. */
  prefix: string;
  /** A word such as APP for which a name is wanted, or the values that there are. */
  wanted?: string | readonly string[] | undefined;
  /** Flags that may come here. */
  flags: string[];
  known: Known;
}

/** What a flag takes, unless its command says otherwise. */
const usual: Record<string, string> = {
  env: "ENVIRONMENT",
  app: "APP",
  version: "VERSION",
  file: "FILE",
  context: "CONTEXT",
};

/** Where in a command's syntax the last of these words is. */
export function positionOf(syntax: Syntax, words: string[]): Position {
  const before = words.slice(0, -1);
  const { typed, prefix, flag } = partsOf(words.at(-1) ?? "");
  const read = readWords(syntax, flag === undefined ? before : [...before, flag]);
  const known = knownFrom(syntax, read);
  if (read.awaiting !== undefined)
    return {
      typed,
      prefix,
      known,
      flags: [],
      wanted: syntax.values?.[read.awaiting] ?? usual[read.awaiting],
    };
  const word = syntax.words[read.inputs.length]?.replace("?", "");
  return {
    typed,
    prefix,
    known,
    flags: openFlags(syntax, read.given),
    wanted: typed.startsWith("-") ? [] : word,
  };
}

/** bash makes words of their own of `=` and of what is around it; the others leave `--env=st` as it is. */
export function withoutSplitting(words: string[]): string[] {
  const isEquals = (index: number) => words[index] === "=" && words[index - 1]?.startsWith("--");
  const last = words.length - 1;
  return words.flatMap((word, index) => (isEquals(index) ? (index === last ? [""] : []) : [word]));
}

function partsOf(word: string): { typed: string; prefix: string; flag?: string } {
  const [, flag, value] = /^(--[^=]+)=(.*)$/.exec(word) ?? [];
  return flag === undefined ? { typed: word, prefix: "" } : { typed: value ?? "", prefix: `${flag}=`, flag };
}

interface Read {
  inputs: string[];
  /** What was given for each flag, by its key. */
  given: Map<string, string>;
  /** The flag whose value comes next. */
  awaiting?: string | undefined;
}

function readWords(syntax: Syntax, words: string[]): Read {
  const keys = new Map(Object.keys(syntax.flags).map((key) => [dashed(key), key]));
  const read: Read = { inputs: [], given: new Map() };
  for (const word of words) {
    const [name = "", value] = word.split(/=(.*)/s);
    const key = keys.get(name);
    if (read.awaiting !== undefined) {
      read.given.set(read.awaiting, word);
      read.awaiting = undefined;
    } else if (!word.startsWith("-")) read.inputs.push(word);
    else if (key !== undefined && value === undefined && syntax.flags[key]?.type === "string")
      read.awaiting = key;
    else if (key !== undefined) read.given.set(key, value ?? "");
  }
  return read;
}

function openFlags({ flags }: Syntax, given: Map<string, string>): string[] {
  const open = Object.keys(flags).filter((key) => flags[key]?.isMultiple === true || !given.has(key));
  return [...open.map(dashed), "--help"];
}

function knownFrom({ words }: Syntax, { inputs, given }: Read): Known {
  const input = (name: string) => inputs[words.findIndex((word) => word.replace("?", "") === name)];
  return {
    app: input("APP") ?? given.get("app"),
    version: input("VERSION") ?? given.get("version"),
    url: given.get("url"),
  };
}
