import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayWidth } from "../../../clients/terminal/width.ts";
import { anyText, obeyed } from "../testing/any-text.ts";
import { sideways } from "./sideways.ts";
import { cutTo, fitted, inRole, ours, plainText, span, widthOf, type Line } from "./line.ts";

test.each([
  ["", 3, "   "],
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["ab", 4, "ab  "],
  ["日本語", 6, "日本語"],
  ["日本語", 5, "日本…"],
  ["日本語", 4, "日… "],
  ["👩‍👩‍👧👍x", 4, "👩‍👩‍👧… "],
  ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
  ["abc", 1, "…"],
  ["abc", 0, ""],
])("%j in exactly %i columns is %j", (text, width, expected) => {
  expect(plainText(fitted([span(text)], width))).toBe(expected);
});

test("a row is cut where it ends, whichever part that is in, and each part keeps its role", () => {
  const line = [span("api", "name"), ours(" "), span("staging", "good")];
  expect(cutTo(line, 8)).toEqual([span("api", "name"), ours(" "), span("sta…", "good")]);
  expect(cutTo(line, 4)).toEqual([span("api", "name"), ours("…")]);
  expect(cutTo(line, 3)).toEqual([span("ap…", "name")]);
  expect(cutTo(line, 11)).toBe(line);
});

test("a long text is not measured as a whole", () => {
  const text = "漢".repeat(3_000_000);
  const begun = performance.now();
  expect(plainText(cutTo([ours(text)], 5))).toBe("漢漢…");
  expect(plainText(cutTo(sideways([ours(text)], 8), 5))).toBe("漢漢…");
  expect(performance.now() - begun).toBeLessThan(1000);
});

test("line ends and tabs from outside are one space, and control sequences are nothing", () => {
  expect(span("a\n\tb\x1b[2J\x1b]0;owned\x07c\u202ed").text).toBe("a bcd");
});

test("a selected row has one role", () => {
  expect(inRole([span("a", "good"), ours("b")], "selected")).toEqual([
    ours("a", "selected"),
    ours("b", "selected"),
  ]);
});

describe("whatever the text", () => {
  const anyLine = fc.array(
    anyText().map((text) => span(text)),
    { maxLength: 4 },
  );
  const check = (holds: (line: Line, width: number) => void) =>
    fc.assert(fc.property(anyLine, fc.nat(60), holds));

  test("a fitted row has exactly its width, and a cut one no more", () => {
    check((line, width) => {
      expect(widthOf(fitted(line, width))).toBe(width);
      expect(widthOf(cutTo(line, width))).toBeLessThanOrEqual(width);
    });
  });

  test("a part from outside has nothing that a terminal obeys", () => {
    fc.assert(fc.property(anyText(), (text) => void expect(span(text).text).not.toMatch(obeyed)));
  });

  test("a cut row has all of a text, or says that something is left out", () => {
    fc.assert(
      fc.property(
        anyText().map((text) => span(text)),
        fc.integer({ min: 1, max: 60 }),
        (part, width) => {
          const cut = plainText(cutTo([part], width));
          expect(cut === part.text || cut.endsWith("…")).toBe(true);
          expect(displayWidth(cut)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
