import { expect, test } from "vitest";
import { Ambiguous } from "./plain-scalar.ts";
import { readYaml } from "./read.ts";

const read = (text: string | Uint8Array) => readYaml(Buffer.from(text));
const values = (text: string | Uint8Array) => {
  const { documents, faults } = read(text);
  expect(faults).toEqual([]);
  return documents.map(({ value }) => JSON.parse(JSON.stringify(value ?? null)) as unknown);
};
const faults = (text: string | Uint8Array) =>
  read(text).faults.map(({ code, line, column }) => `${code} ${line}:${column}`);

test("reads as Kubernetes and Flux do", () => {
  expect(values("a: no\nb: 012\nc: 0x1f\nd: 1_000\ne: 'no'\nf: ~\n")).toEqual([
    { a: new Ambiguous("no", "boolean"), b: 10, c: 31, d: 1000, e: "no", f: null },
  ]);
  expect(values("x: &x {a: 1, b: 1}\ny:\n  <<: *x\n  c: 2\n")).toEqual([
    { x: { a: 1, b: 1 }, y: { a: 1, b: 1, c: 2 } },
  ]);
  // To `yaml` these are no numbers either, but NaN.
  expect(values("a: e3\nb: .\nc: [0x_]\ne9: !!str .\n")).toEqual([{ a: "e3", b: ".", c: ["0x_"], e9: "." }]);
  expect(values("on: 1\noff: 2\ny: 3\n")).toEqual([{ on: 1, off: 2, y: 3 }]);
});

test.each([
  ["a byte order mark", "\ufeffa: 1\r\n---\r\n\ufeffa: 2\r\n", [{ a: 1 }, { a: 2 }]],
  ["UTF-16", Buffer.from("\ufeffa: ä\n", "utf16le"), [{ a: "ä" }]],
  ["JSON with tabs", '{"a":\n\t[1,\t2]}\n', [{ a: [1, 2] }]],
  ["a byte order mark inside of text", 'a: x\ufeffy\nb: "\ufeff"\n', [{ a: "x\ufeffy", b: "\ufeff" }]],
  ["comments only", "# nothing\n", [null]],
  [
    "comments without a space before them",
    "a: 'x'#c\nb: [1,#c\n 2]#c\nc: {d: \"e\"}#c\nf: |#c\n  g\nh: i#j\n",
    [{ a: "x", b: [1, 2], c: { d: "e" }, f: "g\n", h: "i#j" }],
  ],
  ["nothing", "", [null]],
  ["a key named like a prototype's", "__proto__: {a: 1}\n", [JSON.parse('{"__proto__": {"a": 1}}')]],
])("takes %s", (_what, text, expected) => {
  expect(values(text)).toEqual(expected);
});

test.each([
  ["a key twice", "a: 1\nb: 1\na: 2\n", "key-duplicate 3:1"],
  ["a key that is merged in, too", "x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n", "key-duplicate 3:3"],
  ["a key of two merged maps", "x: &x {a: 1}\ny: &y {a: 2}\nz:\n  <<: [*x, *y]\n", "key-duplicate 4:3"],
  ["what is no number", "a: .nan\n", "number-not-finite 1:4"],
  ["two merge keys", "x: &x {a: 1}\ny: &y {b: 2}\nz:\n  <<: *x\n  <<: *y\n", "key-duplicate 5:3"],
  ["a merge of text", "a:\n  <<: b\n", "merge-invalid 2:3"],
  ["a key twice, quoted once", "a: 1\n'a': 2\n", "key-duplicate 2:1"],
  ["a number as a key", "a:\n  1: x\n", "key-not-text 2:3"],
  ["a list as a key", "? [a]\n: b\n", "key-not-text 1:3"],
  ["an alias inside of its anchor", "a: &x {self: *x}\n", "alias-cycle 1:14"],
  ["an alias without an anchor", "a: *x\n", "alias-unknown 1:4"],
  ["a directive", "%YAML 1.1\n---\na: 1\n", "yaml-directive 1:1"],
  ["bytes that are no UTF-8", Buffer.from([0x61, 0x3a, 0x20, 0xff]), "encoding 1:4"],
  ["a control character", "a: 1\nb: \u0007\n", "encoding 2:4"],
  ["a list that is not closed", "a: [1\n", "yaml-invalid 2:1"],
  ["tabs as indentation", "a:\n\tb: 1\n", "yaml-invalid 2:1"],
])("refuses %s where it stands", (_what, text, expected) => {
  expect(faults(text)[0]).toBe(expected);
});

// Each of these keeps a reader that compares or expands busy for minutes, or fills its memory.
test.each([
  ["nested keys", "? ".repeat(20_000)],
  ["nested lists", "[".repeat(100_000)],
  ["nested dashes", "- ".repeat(20_000)],
  [
    "aliases that multiply",
    `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghij"].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`).join("\n")}`,
  ],
  ["ten thousand documents", "--- a\n".repeat(10_000)],
  ["half a million values", `[${"a,".repeat(500_000)}]`],
  ["maps 1000 deep", Array.from({ length: 1000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
])("%s are refused", (_what, text) => {
  expect(faults(text).length).toBeGreaterThan(0);
});

test("tens of thousands of keys are read", () => {
  const keys = Array.from({ length: 40_000 }, (_, index) => `key${index}: 1`);
  expect(Object.keys(read(keys.join("\n")).documents[0]!.value as object)).toHaveLength(40_000);
});
