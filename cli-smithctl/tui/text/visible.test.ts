import { expect, test } from "vitest";
import { visible } from "./visible.ts";

test.each([
  ["  key: value", "  key: value"],
  ["\tkey", "  key"],
  ["key\r", "key^M"],
  ["a\u2028b", "a b"],
  ["a\x1b[31mb\x1b]8;;http://example.com\x07c", "abc"],
  ["admin\u202etxt", "admintxt"],
])("%j is seen as %j", (line, seen) => {
  expect(visible(line)).toBe(seen);
});
