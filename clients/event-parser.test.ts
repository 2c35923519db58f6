import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventParser, type Block } from "./event-parser.ts";

const parsed = (...pieces: string[]) => {
  const parse = createEventParser();
  return pieces.flatMap((piece) => parse(piece));
};

const cases: [what: string, text: string, blocks: Block[]][] = [
  ["an event", "id: 1\nevent: a\ndata: {}\n\n", [{ id: "1", event: "a", data: "{}" }]],
  ["an id alone", "id: 7\n\n", [{ id: "7" }]],
  ["a retry with an id", "retry: 1000\nid: 7\n\n", [{ retry: 1000, id: "7" }]],
  ["comments", ": hello\n\n:\n\nid: 1\n: more\n\n", [{ id: "1" }]],
  ["several lines of data", "data: a\ndata\ndata:b\n\n", [{ data: "a\n\nb" }]],
  ["only one space after the colon", "data:  a: b\n\n", [{ data: " a: b" }]],
  ["an empty id, which is one", "id\n\n", [{ id: "" }]],
  ["every kind of line end", "id: 1\r\n\r\nid: 2\r\rid: 3\n\n", [{ id: "1" }, { id: "2" }, { id: "3" }]],
  ["what is not known or no number", "retry: soon\nretry: -1\nfoo: bar\nid: a\0b\n\n", []],
  ["what has not ended", "id: 1\n\ndata: {}\n", [{ id: "1" }]],
];

test.each(cases)("%s", (_what, text, blocks) => {
  expect(parsed(text)).toEqual(blocks);
  expect(parsed(...text)).toEqual(blocks);
});

test("however a stream is cut into pieces, it says the same", () => {
  const piece = fc.constantFrom(
    "id: 1",
    "data: {}",
    "data",
    ": c",
    "event: x",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(60)), (parts, cuts) => {
      const text = parts.join("");
      const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort(
        (a, b) => a - b,
      );
      const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
      expect(parsed(...pieces)).toEqual(parsed(text));
    }),
  );
});

test("a block without end is given up, however slowly it comes", () => {
  const parse = createEventParser(100);
  expect(parse(`data: ${"a".repeat(80)}\n\n`)).toHaveLength(1);
  parse(`data: ${"a".repeat(80)}\n`);
  expect(() => parse("b".repeat(30))).toThrow(RangeError);
});
