import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { violationsIn } from "../support/to-validate.ts";
import { isAcceptable, pathOf, recorded } from "./verdicts.ts";

type Path = (string | number)[];

/** Manifests of one object that a real API server and a real Flux took. */
const accepted = recorded
  .filter((each) => each.class === "plain" && isAcceptable(each))
  .map((each) => readFileSync(pathOf(each), "utf8"))
  .filter((text) => !/^---/m.test(text) && !/toolkit\.fluxcd\.io|platform\.example\.com/.test(text))
  .map((text) => parse(text, { version: "1.1", merge: true }) as Record<string, unknown>);

/** Every map in an object that its kind has fields for: what people name themselves is no place for a misspelt field. */
function mapsIn(value: unknown, path: Path = []): Path[] {
  const FREE = [
    "labels",
    "annotations",
    "matchLabels",
    "data",
    "stringData",
    "nodeSelector",
    "limits",
    "requests",
    "hard",
  ];
  const CLOSED = [
    "parameters",
    "binaryData",
    "openAPIV3Schema",
    "default",
    "defaultRequest",
    "max",
    "min",
    "capacity",
  ];
  if (Array.isArray(value)) return value.flatMap((item, index) => mapsIn(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value).filter(
    ([key, inner]) => ![...FREE, ...CLOSED].includes(key) && !isPlainSelector(key, inner),
  );
  return [path, ...entries.flatMap(([key, inner]) => mapsIn(inner, [...path, key]))];
}

/** That of a Service is labels, and nothing else. */
const isPlainSelector = (key: string, value: unknown) =>
  key === "selector" && !/match(?:Labels|Expressions)/.test(JSON.stringify(value));

function changed(object: unknown, [step, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(object);
  const copy = (Array.isArray(object) ? [...(object as unknown[])] : { ...(object as object) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = changed(copy[step], rest, change);
  return copy;
}

const pointersOf = (object: unknown) =>
  violationsIn({ "a.json": JSON.stringify(object) }).map(({ code, pointer }) => `${code} ${pointer}`);

test("there is something to change", () => {
  expect(accepted.length).toBeGreaterThan(25);
  expect(accepted.flatMap((object) => pointersOf(object))).toEqual([]);
});

test("a field that is misspelt anywhere is refused right there", () => {
  fc.assert(
    fc.property(fc.constantFrom(...accepted), fc.nat(), (object, which) => {
      const maps = mapsIn(object);
      const path = maps[which % maps.length]!;
      const mutated = changed(object, path, (map) => ({ ...(map as object), notAField: 1 }));
      expect(pointersOf(mutated)).toEqual([`field-unknown /${[...path, "notAField"].join("/")}`]);
    }),
    { numRuns: 300 },
  );
});

test("a map where a list or a scalar belongs, or the other way round, is refused right there", () => {
  fc.assert(
    fc.property(fc.constantFrom(...accepted), fc.nat(), (object, which) => {
      const maps = mapsIn(object).filter(({ length }) => length > 0);
      fc.pre(maps.length > 0);
      const path = maps[which % maps.length]!;
      const found = pointersOf(changed(object, path, () => "text"));
      const expected =
        path[0] === "metadata" && path.length === 1
          ? "metadata-invalid /metadata"
          : `value-type /${path.join("/")}`;
      expect(found).toContain(expected);
    }),
    { numRuns: 300 },
  );
});
