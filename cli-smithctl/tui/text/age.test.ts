import { expect, test } from "vitest";
import { before, NOON } from "../testing/a-deployment.ts";
import { age } from "./age.ts";

test.each([
  [-30, "now"],
  [0, "now"],
  [4, "now"],
  [5, "5s"],
  [59, "59s"],
  [60, "1m"],
  [3599, "59m"],
  [3600, "1h"],
  [86_399, "23h"],
  [86_400, "1d"],
  [364 * 86_400, "364d"],
  [365 * 86_400, "1y"],
  [20 * 365 * 86_400, "20y"],
])("%i seconds ago is %j", (seconds, expected) => {
  expect(age(before(seconds), Date.parse(NOON))).toBe(expected);
});

test("what is no time has no age", () => {
  expect(age(undefined, Date.parse(NOON))).toBe("");
  expect(age("soon", Date.parse(NOON))).toBe("");
});
