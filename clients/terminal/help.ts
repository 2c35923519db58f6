import { exitCodes } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";

export interface Help {
  /** One sentence. */
  summary: string;
  usage: string[];
  /** Pairs of a flag and what it does. */
  flags: [string, string][];
  examples: string[];
  exits?: (keyof typeof exitCodes)[];
}

/** Somebody asks how the command is used. */
export class HelpRequested extends Error {}

const meanings: Record<ExitCode, string> = {
  0: "done",
  1: "failed",
  2: "the command line or the settings are wrong",
  3: "refused by smithd's rules",
  4: "no valid API key",
  5: "conflict with what others did",
  6: "a deployment failed",
  7: "waited long enough; the deployment goes on",
  130: "interrupted",
};
const always: (keyof typeof exitCodes)[] = ["ok", "failed", "usage"];

/** Flags of every command that talks to smithd. */
export const connectionHelp: [string, string][] = [
  ["--url URL", "where smithd is (DEPLOYSMITH_URL)"],
  ["--allow-http", "send the API key over plain http to another machine (DEPLOYSMITH_ALLOW_HTTP=1)"],
];
export const jsonHelp: [string, string] = ["--json", "print JSON to stdout"];

export function formatHelp({ summary, usage, flags, examples, exits = [] }: Help): string {
  const codes = [...new Set([...always, ...exits])]
    .map((name) => exitCodes[name])
    .sort((one, other) => one - other);
  return [
    summary,
    section("Usage", usage),
    section("Flags", columns([...flags, ["--help", "print this"]])),
    section("Examples", examples),
    section("Exit codes", columns(codes.map((code) => [String(code), meanings[code]]))),
  ].join("\n\n");
}

export function section(title: string, lines: string[]): string {
  return [`${title}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

export function columns(pairs: [string, string][]): string[] {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
