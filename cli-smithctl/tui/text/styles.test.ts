import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText, obeyed } from "../testing/any-text.ts";
import { highlighted } from "./highlight.ts";
import { ours, span, type Role } from "./line.ts";
import { painted } from "./styles.ts";

const line = [ours("✗ ", "bad"), span("api", "name"), ours(" failed")];

test("roles have their colours", () => {
  expect(painted(line, true)).toBe("\x1b[31m✗ \x1b[39m\x1b[1mapi\x1b[22m failed");
});

test("a warning is not yellow, which nobody reads on white", () => {
  expect(painted([ours("on hold", "warning")], true)).toBe("\x1b[35mon hold\x1b[39m");
});

test("without colours words and signs stay, and bold and reversed text, which are no colours", () => {
  expect(painted(line, false)).toBe("✗ \x1b[1mapi\x1b[22m failed");
  expect(painted([ours("chosen", "selected")], false)).toBe("\x1b[7mchosen\x1b[27m");
  const colourful: Role[] = ["good", "bad", "warning", "accent", "added", "removed"];
  for (const role of colourful) expect(painted([ours("word", role)], false)).toBe("word");
});

test("nothing is written for an empty part", () => {
  expect(painted([ours("", "bad")], true)).toBe("");
});

test("whatever comes from outside, a terminal obeys only our own sequences", () => {
  fc.assert(
    fc.property(anyText(), fc.boolean(), (text, colours) => {
      const lines = [[span(text, "bad"), span(text)], ...highlighted(text)];
      for (const each of lines) {
        const written = painted(each, colours);
        expect(written.replaceAll(/\x1b\[(1|2|7|22|27|3[1256]|39)m/g, "")).not.toMatch(obeyed);
        expect(stripVTControlCharacters(written)).toBe(each.map((part) => part.text).join(""));
      }
    }),
  );
});
