import { expect, test } from "vitest";
import { durationOf } from "./time.ts";

test.each([
  [-5, "0 ms"],
  [12, "12 ms"],
  [999, "999 ms"],
  [3400, "3.4 s"],
  [42_000, "42 s"],
  [59_600, "1 min 0 s"],
  [125_000, "2 min 5 s"],
  [4_200_000, "1 h 10 min"],
])("%d ms is said as %s", (milliseconds, words) => {
  expect(durationOf(milliseconds)).toBe(words);
});
