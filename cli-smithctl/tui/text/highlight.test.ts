import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText, obeyed } from "../testing/any-text.ts";
import { highlighted } from "./highlight.ts";
import { plainText, type Line } from "./line.ts";
import { visible } from "./visible.ts";

/** `‹` and `›` around keys and documents, `(` and `)` around comments. */
const marks: Record<string, [string, string]> = { accent: ["‹", "›"], muted: ["(", ")"] };
const marked = (line: Line) =>
  line
    .filter(({ text }) => text !== "")
    .map(({ text, role = "" }) => marks[role]?.join(text) ?? text)
    .join("");

test.each([
  ["kind: Deployment", "‹kind›: Deployment"],
  ["  - name: api", "  - ‹name›: api"],
  ["  - - deep: 1", "  - - ‹deep›: 1"],
  ['"a:b": c', '‹"a:b"›: c'],
  ["spec:", "‹spec›:"],
  ["--- # first", "‹--- # first›"],
  ["# a: comment", "(# a: comment)"],
  ["replicas: 3 # three", "‹replicas›: 3( # three)"],
  ['color: "#fff" # white', '‹color›: "#fff" # white'],
  ["image: registry:5000/api", "‹image›: registry:5000/api"],
  ["- http://example.com", "- http://example.com"],
  ["{ a: b }", "{ a: b }"],
])("%j is seen as %j", (text, expected) => {
  expect(highlighted(text).map(marked)).toEqual([expected]);
});

test("the line end of the file makes no line, and one that differs is seen", () => {
  expect(highlighted("a: 1\r\nb: 2\n").map(plainText)).toEqual(["a: 1^M", "b: 2"]);
});

test("whatever the text, nothing of it is lost, and a terminal obeys nothing", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const lines = highlighted(text).map(plainText);
      expect(lines).toEqual(text.replace(/\n$/, "").split("\n").map(visible));
      expect(lines.join("")).not.toMatch(obeyed);
    }),
  );
});
