import fc from "fast-check";
import { expect, test } from "vitest";
import { displayWidth } from "../../../clients/terminal/width.ts";
import { anyText } from "../testing/any-text.ts";
import { ours, plainText, span, widthOf } from "./line.ts";
import { sideways } from "./sideways.ts";

test("what is left of the screen is gone, and the rest keeps its role", () => {
  const line = [span("image: ", "accent"), ours("registry/api:1")];
  expect(sideways(line, 0)).toEqual(line);
  expect(sideways(line, 4)).toEqual([span("e: ", "accent"), ours("registry/api:1")]);
  expect(sideways(line, 7)).toEqual([ours("registry/api:1")]);
  expect(sideways(line, 100)).toEqual([]);
});

test.each([
  ["e\u0301a", 1, "a"],
  ["👩‍👩‍👧a", 2, "a"],
  ["漢字a", 2, "字a"],
  ["漢字a", 3, " a"],
])("%j without %i columns is %j: no character is torn, and columns stay straight", (text, columns, rest) => {
  expect(plainText(sideways([span(text)], columns))).toBe(rest);
});

test("whatever the text, exactly so many columns are gone", () => {
  fc.assert(
    fc.property(
      fc.array(
        anyText().map((text) => span(text)),
        { maxLength: 4 },
      ),
      fc.nat(60),
      (line, columns) => {
        const rest = sideways(line, columns);
        expect(widthOf(rest)).toBe(Math.max(0, widthOf(line) - columns));
        if (line.length === 1) expect(displayWidth(plainText(rest))).toBe(widthOf(rest));
      },
    ),
  );
});
