import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isDnsLabel,
  isDnsSubdomain,
  isEnvVarName,
  isLabelValue,
  isPortName,
  isQualifiedName,
} from "./names.ts";
import { compareQuantities, parseQuantity } from "./quantity.ts";
import { isMicroTime, isTime } from "./time.ts";

test.each([
  "1",
  "0.5",
  ".5",
  "5.",
  "+1",
  "-1",
  "1e3",
  "1E-3",
  "100m",
  "1k",
  "1Ki",
  "1.5Gi",
  "1E",
  "1n",
  "1u",
])("%s is a quantity", (text) => {
  expect(parseQuantity(text)).toBeDefined();
});

test.each(["", ".", "1GB", "1gi", "1K", "64mi", "0,5", "1 Gi", "--1", "1e", "Gi", "1m2", "1ki", "0x1"])(
  "%j is none",
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  },
);

test("quantities are compared exactly, whatever their units", () => {
  const order = ["-1", "0", "1n", "1m", "100m", "0.1001", "1", "1k", "1Ki", "1M", "1Mi", "1e9", "1Gi", "1E"];
  for (const [index, text] of order.entries())
    for (const [other, compared] of order.entries())
      expect(
        Math.sign(compareQuantities(parseQuantity(text)!, parseQuantity(compared)!)),
        `${text} ${compared}`,
      ).toBe(Math.sign(index - other));
  expect(compareQuantities(parseQuantity("1024Mi")!, parseQuantity("1Gi")!)).toBe(0);
  expect(compareQuantities(parseQuantity("0.1")!, parseQuantity("100m")!)).toBe(0);
});

test("a quantity is the number that it is written as", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(6), (number, places) => {
      const written = (number / 10 ** places).toFixed(places);
      const { digits, scale } = parseQuantity(written)!;
      expect(Number(digits) / 10 ** scale).toBeCloseTo(Number(written), 6);
    }),
  );
});

test.each([
  ["2026-11-24T10:15:00Z", true],
  ["2026-11-24T10:15:00.5+01:00", true],
  ["2024-02-29T00:00:00Z", true],
  ["2026-02-29T00:00:00Z", false],
  ["2026-11-24", false],
  ["2026-11-24 10:15:00Z", false],
  ["2026-11-24T24:00:00Z", false],
  ["2026-11-24T10:15:60Z", false],
])("%s is a time: %s", (text, expected) => {
  expect(isTime(text)).toBe(expected);
});

test("a time with microseconds has six digits of them", () => {
  expect(isMicroTime("2026-11-24T10:15:00.000001Z")).toBe(true);
  expect(isMicroTime("2026-11-24T10:15:00Z")).toBe(false);
  expect(isMicroTime("2026-11-24T10:15:00.1Z")).toBe(false);
});

test.each([
  [isDnsLabel, ["a", "a-b", "0a", "a".repeat(63)], ["", "A", "a_b", "-a", "a-", "a.b", "a".repeat(64)]],
  [
    isDnsSubdomain,
    ["a.b", "a-b.c", "0.0", "a".repeat(253)],
    ["", "a..b", ".a", "a.", "A.b", "a".repeat(254)],
  ],
  [
    isQualifiedName,
    ["a", "A_b.c", "example.com/a", "0"],
    ["", "a b", "/a", "a/", "a/b/c", "Example.com/a", "-a", "a".repeat(64)],
  ],
  [isLabelValue, ["", "a", "A.b_c-d"], ["-a", "a-", "a b", "a@b", "a".repeat(64)]],
  [isPortName, ["http", "a1", "1a", "web-1"], ["HTTP", "80", "a--b", "-a", "a-", "metrics-exporter", ""]],
  [isEnvVarName, ["A", "a.b-c", "1A", "a b"], ["", "a=b", "a\tb", "ä"]],
])("%o takes %j and not %j", (isRight, right, wrong) => {
  for (const text of right) expect(isRight(text), text).toBe(true);
  for (const text of wrong) expect(isRight(text), text).toBe(false);
});
