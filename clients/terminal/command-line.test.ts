import { expect, test } from "vitest";
import type { UsageError } from "../errors.ts";
import { parseCommandLine } from "./command-line.ts";
import { HelpRequested } from "./help.ts";

const flags = {
  env: { type: "string" },
  message: { type: "string" },
  timeout: { type: "string", default: "5m" },
  branch: { type: "string", isMultiple: true },
  tag: { type: "string", isMultiple: true },
  wait: { type: "boolean" },
  allowHttp: { type: "boolean" },
} as const;
const parse = (...argv: string[]) => parseCommandLine(argv, { flags, words: ["APP?", "VERSION?"] });

const untouched = { timeout: "5m", branch: [], tag: [] };

test.each<[string[], object, string[]]>([
  [[], {}, []],
  [["app", "--env", "staging", "v1"], { env: "staging" }, ["app", "v1"]],
  [["--env=staging"], { env: "staging" }, []],
  [["--env=a=b\nc"], { env: "a=b\nc" }, []],
  [
    ["--branch", "main", "--branch=release/**", "--tag", "v*"],
    { branch: ["main", "release/**"], tag: ["v*"] },
    [],
  ],
  [["--branch", "a,b"], { branch: ["a,b"] }, []],
  [["--wait", "app"], { wait: true }, ["app"]],
  [["--wait=true", "true"], { wait: true }, ["true"]],
  [["--wait=false"], { wait: false }, []],
  [["--no-wait"], { wait: false }, []],
  [["--allow-http"], { allowHttp: true }, []],
  [["--wait", "--wait"], { wait: true }, []],
  [["--message", "--help"], { message: "--help" }, []],
  [["--message", "-h"], { message: "-h" }, []],
  [["--message", "-x fixes y"], { message: "-x fixes y" }, []],
  [["--message=--env"], { message: "--env" }, []],
  [["--message", '"quoted"'], { message: '"quoted"' }, []],
  [["--message='quoted'"], { message: "'quoted'" }, []],
  [["--message", " spaced "], { message: " spaced " }, []],
  [["--message", "constructor"], { message: "constructor" }, []],
  [["007", "1e3"], {}, ["007", "1e3"]],
  [["-", "--env", "-"], { env: "-" }, ["-"]],
  [["--", "--env", "-h"], {}, ["--env", "-h"]],
])("%j is understood", (argv, given, input) => {
  const parsed = parse(...argv);
  expect(parsed.input).toEqual(input);
  expect(parsed.flags).toEqual({ ...untouched, ...given });
});

test.each<[string[], string, string?]>([
  [["--env"], "--env needs a value."],
  [["--env", ""], "--env needs a value."],
  [["--env= "], "--env needs a value."],
  [["--branch", "--tag", "v1"], "--branch needs a value.", "Write --branch=VALUE where it starts with `-`."],
  [["--message", "--env=x"], "--message needs a value.", "Write --message=VALUE where it starts with `-`."],
  [["--message", "--no-wait"], "--message needs a value.", "Write --message=VALUE where it starts with `-`."],
  [["--message", "--", "x"], "--message needs a value.", "Write --message=VALUE where it starts with `-`."],
  [["--wait=1"], "--wait takes no value but true or false.", "Write --wait alone, or --wait=false."],
  [["--wait=yes"], "--wait takes no value but true or false.", "Write --wait alone, or --wait=false."],
  [["--wait="], "--wait takes no value but true or false.", "Write --wait alone, or --wait=false."],
  [["--no-timeout"], "There is no flag --no-timeout.", "Did you mean --timeout?"],
  [["--no-wiat"], "There is no flag --no-wiat.", "--help lists the flags."],
  [["--evn", "x"], "There is no flag --evn.", "Did you mean --env?"],
  [["-w"], "There is no flag -w.", "--help lists the flags."],
  [["--allowHttp"], "There is no flag --allowHttp.", "Did you mean --allow-http?"],
  [["--env", "a", "--env", "b"], "The flag --env can only be set once."],
  [["a", "b", "c"], '"c" is one word too many.', "--help shows how the command is used."],
])("%j is refused", (argv, message, next) => {
  expect(() => parse(...argv)).toThrow(expect.objectContaining({ message, next, exitCode: 2 }) as UsageError);
});

test("help is asked for wherever a flag may stand", () => {
  for (const argv of [["--help"], ["-h"], ["app", "--wait", "-h"]])
    expect(() => parse(...argv)).toThrow(HelpRequested);
});
