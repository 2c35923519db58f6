import { expect, test } from "vitest";
import { Ambiguous, plainValue } from "./plain-scalar.ts";

// What a real API server 1.36.3 made of each, as a value of a ConfigMap.
test.each([
  ...[
    "1:30",
    "12:30:45",
    "1e",
    "e3",
    ".",
    "+",
    "_1",
    "0x",
    "0xg",
    "0o8",
    "0b2",
    "1,000",
    "1.2.3",
    "nan",
    "inf",
    "..",
  ],
  ...["api", "True1", "yess", "2026-11", "v1.36"],
])("%s is text", (source) => {
  expect(plainValue(source)).toBe(source);
});

test.each([
  ["1_000", 1000],
  ["1e3", 1000],
  ["+1", 1],
  ["-0x1F", -31],
  ["0b11", 3],
  ["0o17", 15],
  ["0O17", 15],
  ["017", 15],
  ["0_7", 7],
  ["08", 8],
  ["09.5", 9.5],
  ["1.", 1],
  [".5", 0.5],
  ["1.5_0", 1.5],
  ["12e03", 12_000],
  ["1_e3", 1000],
  ["18446744073709551616", 2 ** 64],
  ["2.0", 2],
])("%s is the number %d", (source, number) => {
  expect(plainValue(source)).toBe(number);
});

test.each([
  ["", null],
  ["~", null],
  ["NULL", null],
  ["true", true],
  ["FALSE", false],
  [".inf", Infinity],
  [".NaN", NaN],
])("%s is %s", (source, value) => {
  expect(plainValue(source)).toBe(value);
});

test.each(["y", "N", "yes", "No", "ON", "off"])(
  "%s is a boolean to one reader and text to the other",
  (source) => {
    expect(plainValue(source)).toEqual(new Ambiguous(source, "boolean"));
  },
);

test.each(["2026-11-24", "2026-1-2", "2026-11-24 10:00:00", "2001-12-14t21:59:43.10-05:00"])(
  "%s is text to one reader, and another time to the other",
  (source) => {
    expect(plainValue(source)).toEqual(new Ambiguous(source, "date"));
  },
);

test("a time that is written as it would be again is text to all", () => {
  expect(plainValue("2026-11-24T10:15:00Z")).toBe("2026-11-24T10:15:00Z");
});
