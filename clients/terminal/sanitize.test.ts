import { expect, test } from "vitest";
import { safeJson, sanitize, sanitizeLine } from "./sanitize.ts";

test.each([
  ["plain text, ä and 日本", "plain text, ä and 日本"],
  ["two\nlines\tand a tab", "two\nlines\tand a tab"],
  ["windows\r\nlines", "windows\nlines"],
  ["back\rto the start", "backto the start"],
  ["\x1b[31mred\x1b[0m", "red"],
  ["\x1b[2J\x1b[1;1Hcleared", "cleared"],
  ["\x9b31mred", "red"],
  ["\x1b]0;title\x07text", "text"],
  ["\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"],
  ["\x1bP+q544e\x1b\\text", "text"],
  ["\x1b(0lines", "lines"],
  ["\x1bc\x1b7reset", "reset"],
  ["\x1b]0;never ended", "0;never ended"],
  ["a\x00\x07\x08b", "ab"],
  ["\u202egnp.exe", "gnp.exe"],
  ["zero\u200bwidth\ufeff", "zerowidth"],
  ["tag\u{e0041}s", "tags"],
  ["lone \ud800 half", "lone \ufffd half"],
  ["new\u2028line", "new\nline"],
])("%j is safe as %j", (text, safe) => {
  expect(sanitize(text)).toBe(safe);
  // Nothing comes together from what is left.
  expect(sanitize(sanitize(text))).toBe(sanitize(text));
});

test("a line stays a line", () => {
  expect(sanitizeLine("  a\n\tb\u2029c  ")).toBe("a b c");
});

test("JSON means the same, and does nothing to a terminal", () => {
  const value = { text: "\x1b[31m\x9b\u202e\u2028\ufeff\x7f ä" };
  expect(JSON.parse(safeJson(value))).toEqual(value);
  expect(safeJson(value)).toMatch(/^[\x20-\x7e\xe4]*$/);
});
