import { expect, test } from "vitest";
import type { Syntax } from "../../clients/terminal/command-line.ts";
import { positionOf, withoutSplitting } from "./position.ts";

const syntax: Syntax = {
  words: ["APP", "VERSION?"],
  flags: {
    env: { type: "string" },
    to: { type: "string" },
    branch: { type: "string", isMultiple: true },
    wait: { type: "boolean" },
  },
  values: { to: ["a", "b"] },
};
const position = (...words: string[]) => positionOf(syntax, words);
const all = ["--env", "--to", "--branch", "--wait", "--help"];

test.each<[string[], object]>([
  [[""], { wanted: "APP", typed: "", flags: all }],
  [["api"], { wanted: "APP", typed: "api" }],
  [["api", "v"], { wanted: "VERSION", typed: "v", known: { app: "api" } }],
  [["api", "v1", ""], { wanted: undefined, known: { app: "api", version: "v1" } }],
  [["--env", "st"], { wanted: "ENVIRONMENT", typed: "st", prefix: "", flags: [] }],
  [["--env=st"], { wanted: "ENVIRONMENT", typed: "st", prefix: "--env=" }],
  [["--env", "staging", "api", ""], { wanted: "VERSION", known: { app: "api" } }],
  [["--env=staging", "api", ""], { wanted: "VERSION", known: { app: "api" } }],
  [["--wait", "api", "--to", ""], { wanted: ["a", "b"], known: { app: "api" } }],
  [["--wait=false", "api", ""], { wanted: "VERSION" }],
  [["--unknown", "api", ""], { wanted: "VERSION" }],
  [["--env", "staging", "--branch", "main", "--"], { wanted: [], typed: "--", flags: all.slice(1) }],
])("%j is followed by what its syntax says", (words, expected) => {
  expect(position(...words)).toMatchObject(expected);
});

test.each([
  [
    ["deploy", "--env", "=", "st"],
    ["deploy", "--env", "st"],
  ],
  [
    ["deploy", "--env", "="],
    ["deploy", "--env", ""],
  ],
  [
    ["deploy", "a", "="],
    ["deploy", "a", "="],
  ],
])("bash's %j is put together again", (words, whole) => {
  expect(withoutSplitting(words)).toEqual(whole);
});
