import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth } from "../../../clients/terminal/width.ts";
import { anyText, obeyed } from "../testing/any-text.ts";
import { wrapText } from "./wrap.ts";

test.each([
  ["", 10, [""]],
  ["a b c", 10, ["a b c"]],
  ["the folder is not ours", 10, ["the folder", "is not", "ours"]],
  ["one\n\ntwo", 10, ["one", "", "two"]],
  ["abcdefgh", 3, ["abc", "def", "gh"]],
  ["an abcdefgh", 4, ["an", "abcd", "efgh"]],
  ["日本語", 4, ["日本", "語"]],
  ["👩‍👩‍👧👍", 2, ["👩‍👩‍👧", "👍"]],
  ["a\x1b[31mb", 10, ["ab"]],
])("%j in %i columns is %j", (text, width, rows) => {
  expect(wrapText(text, width)).toEqual(rows);
});

test("whatever the text, no row is too wide, no word is lost, and a terminal obeys nothing", () => {
  fc.assert(
    fc.property(anyText(), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const rows = wrapText(text, width);
      for (const row of rows) {
        expect(displayWidth(row)).toBeLessThanOrEqual(width);
        expect(row).not.toMatch(obeyed);
      }
      expect(wordsOf(rows.join(""))).toBe(wordsOf(wrapText(text, 10_000).join("")));
    }),
  );
});

const wordsOf = (text: string) => text.replaceAll(" ", "");
