import fc from "fast-check";
import { expect, test } from "vitest";
import { readAsUsual, readThoroughly } from "./read.ts";
import { isRecord } from "./to-value.ts";
import type { YamlText } from "./types.ts";

/** What both readers make of a text, so that they can be compared; undefined where it is not written as usual. */
function readings(text: string) {
  const usual = readAsUsual(text);
  return usual && { usual: placed(usual), thorough: placed(readThoroughly(text, "kubernetes")) };
}

/** With the place of everything in it. */
const placed = ({ documents, faults }: YamlText) => ({
  faults,
  documents: documents.map(({ value, at }) => ({
    value,
    places: pathsIn(value).map((path) => [path.join("/"), at(path), at([...path, "missing"])]),
  })),
});

function pathsIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === undefined) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
  return [path, ...entries.flatMap(([step, inner]) => pathsIn(inner, [...path, step]))];
}

const deployment = `# Rendered by hand.
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api   # with a comment
  labels: {app.kubernetes.io/name: api, "tier": "web"}
  annotations:
    "quoted/key": 'it''s'
    description: "tabs\\t and \\"quotes\\""
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: api
        image: registry.example.com:5000/api@sha256:abc
        args: ["--port", --verbose, 8080]
        command:
        - sh
        - -c
        - |
          set -e
          # not a comment
            exec api --url=http://a:80/#here

        env:
        - name: NO
          value: no
        - {name: B, value: "012"}
        - name: C
          valueFrom:

            fieldRef: {}
        ports: []
      -
        name: other
      volumes: ~
---
# nothing
---
- - a
  - b: 1
    c: 2
- 012
-
- 1_000
- 2026-11-26
- 12:30
- .5
`;

test("what manifests are made of is read as usual, as `yaml` reads it", () => {
  const read = readings(deployment)!;
  expect(read.usual).toEqual(read.thorough);
  const { documents } = readAsUsual(deployment)!;
  expect(documents.map(({ at }) => at([]))).toMatchObject([
    { line: 3, column: 1 },
    {},
    { line: 42, column: 1 },
  ]);
  expect(documents[0]!.at(["spec", "template", "spec", "containers", 0, "env", 1, "value"])).toEqual({
    line: 30,
    column: 21,
  });
});

test.each([
  ["nothing", ""],
  ["blank lines", "\n  \n"],
  ["a comment", "# a"],
  ["an end without a line's", "a: 1"],
  ["a marker at the end", "a: 1\n---"],
  ["markers only", "---\n---\n"],
  ["a literal that is empty", "a: |\n# c\nb: |-\n\nc: 1\n"],
  ["a literal with blank lines around it", "a: |\n\n  b\n\n  c\n\n\nd: 1\n"],
  ["a prototype's name", "__proto__: {constructor: 1}\n"],
])("%s, too", (_, text) => {
  const read = readings(text)!;
  expect(read.usual).toEqual(read.thorough);
});

const PIECES = [
  ...[" ", "  ", "\n", "\n\n", "\n  ", "\n- ", "\n  - ", "\t", "-", "- ", ":", ": ", "#", " # c", "'", '"'],
  ...[
    "''",
    '\\"',
    "\\n",
    "|",
    "|-",
    "|+",
    "|2",
    ">",
    ">-",
    "{",
    "}",
    "{}",
    "[",
    "]",
    "[]",
    ",",
    ", ",
    "&a ",
    "*a",
  ],
  ...[
    "!t ",
    "? ",
    "%",
    "@",
    "`",
    "---",
    "\n---\n",
    "...\n",
    "a",
    "key: ",
    "key:\n",
    "0",
    "1_0",
    "0x1",
    "1e3",
    "~",
    "no",
  ],
  ...[
    "<<: ",
    "null",
    ".inf",
    "2026-01-01",
    "12:30",
    "=",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "é",
    "🐎",
    "\r\n",
    "/",
    "_",
  ],
];
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removes: fc.nat({ max: 3 }),
    adds: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const edited = fc.tuple(fc.nat(), fc.nat({ max: 400 }), edits).map(([from, length, changes]) => {
  const start = from % deployment.length;
  let text = deployment.slice(start, start + length);
  for (const { at, removes, adds } of changes) {
    const offset = Math.floor(at * text.length);
    text = text.slice(0, offset) + adds.join("") + text.slice(offset + removes);
  }
  return text;
});
const pieced = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));
const lined = fc
  .array(fc.tuple(fc.nat({ max: 4 }), fc.array(fc.constantFrom(...PIECES), { maxLength: 4 })), {
    maxLength: 6,
  })
  .map((lines) => lines.map(([indent, pieces]) => " ".repeat(indent) + pieces.join("")).join("\n"));

test("whatever is written, it is read as `yaml` reads it, or left to it", () => {
  let asUsual = 0;
  fc.assert(
    fc.property(fc.oneof(edited, pieced, lined), (text) => {
      const read = readings(text);
      if (!read) return;
      asUsual++;
      expect(read.usual).toEqual(read.thorough);
    }),
    { numRuns: Number(process.env["YAML_RUNS"] ?? 5000) },
  );
  // Otherwise nothing would have been compared.
  expect(asUsual).toBeGreaterThan(100);
});
