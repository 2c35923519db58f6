import { expect, test } from "vitest";
import { displayWidth, pad, truncate } from "./width.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["é", 1],
  ["e\u0301", 1],
  ["日本", 4],
  ["ﾊﾝ", 2],
  ["한글", 4],
  ["👍", 2],
  ["👩‍👩‍👧", 2],
  ["🇩🇪", 2],
  ["❤\ufe0f", 2],
  ["\u200b", 0],
  ["→", 1],
])("%j takes %i columns", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["ab cd", 4, "ab…"],
  ["日本語", 5, "日本…"],
  ["日本語", 4, "日…"],
  ["👩‍👩‍👧👍", 3, "👩‍👩‍👧…"],
  ["abc", 1, "…"],
  ["abc", 0, ""],
])("%j in %i columns is %j", (text, width, cut) => {
  expect(truncate(text, width)).toBe(cut);
});

test("filling counts columns, not characters", () => {
  expect(pad("日本", 6)).toBe("日本  ");
  expect(pad("abc", 2)).toBe("abc");
});
