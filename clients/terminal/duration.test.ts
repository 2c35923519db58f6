import { expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { parseDuration } from "./duration.ts";

test.each([
  ["90s", 90_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["250ms", 250],
  ["24h", 86_400_000],
])("%s is %i milliseconds", (text, milliseconds) => {
  expect(parseDuration(text, "--timeout")).toBe(milliseconds);
});

test.each(["", "5", "s", "0s", "-5s", "1.5m", "5 m", "5d", "25h", "1e3s", "5m!", "٥m"])(
  "%j is refused",
  (text) => {
    expect(() => parseDuration(text, "--timeout")).toThrow(UsageError);
    expect(() => parseDuration(text, "--timeout")).toThrow("--timeout needs a duration");
  },
);
