import fc from "fast-check";
import { expect, test } from "vitest";
import { Ambiguous } from "../../yaml/plain-scalar.ts";
import { checkObject } from "./check.ts";
import { typeNamed, typeNames } from "./table.ts";
import type { FieldType, ObjectType } from "./types.ts";

const MAX_DEPTH = 4;

/** Values of a type that the decoder takes, whatever the rules of its kind say. */
function valuesOf(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  if (type.is === "list") return fc.array(valuesOf(type.of, depth), { maxLength: 2 });
  if (type.is === "map") {
    const keys = fc.string({ minLength: 1, maxLength: 5 });
    return fc.dictionary(keys, valuesOf(type.of, depth), { maxKeys: 2, noNullPrototype: true });
  }
  if (type.is === "object") return objectsOf(type.type(), depth + 1);
  return type.is === "word" ? fc.constantFrom(...type.words) : PRIMITIVES[type.is];
}

const PRIMITIVES: Record<
  Exclude<FieldType["is"], "list" | "map" | "object" | "word">,
  fc.Arbitrary<unknown>
> = {
  string: fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes("${")),
  boolean: fc.boolean(),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  double: fc.double({ noNaN: true, noDefaultInfinity: true }),
  quantity: fc.constantFrom("1", "500m", "1.5Gi", "-2k", "1e3", ".5", 0.25, 10),
  intOrString: fc.oneof(fc.integer(), fc.constantFrom("25%", "http")),
  time: fc.constantFrom("2026-11-24T10:15:00Z", "2024-02-29T23:59:59.123+01:00"),
  microTime: fc.constantFrom("2026-11-24T10:15:00.000000Z"),
  bytes: fc.constantFrom("", "aGVsbG8=", "aGVs\nbG8="),
  any: fc.jsonValue({ maxDepth: 1 }),
};

function objectsOf(type: ObjectType, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  if (depth > MAX_DEPTH) return fc.constant({});
  const fields = [...type.fields].map(([name, field]) => [
    name,
    fc.option(
      fc.constant(null).chain(() => valuesOf(field.type, depth)),
      { nil: undefined, freq: 2 },
    ),
  ]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>).map(withoutAbsent);
}

const withoutAbsent = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

interface Slot {
  path: (string | number)[];
  type: FieldType;
}

/** Every field and entry of an object that the schema types. */
function slotsIn(type: FieldType, value: unknown, path: (string | number)[] = []): Slot[] {
  const here = path.length === 0 ? [] : [{ path, type }];
  if (type.is === "object")
    return [
      ...here,
      ...Object.entries(value as object).flatMap(([key, inner]) =>
        slotsIn(type.type().fields.get(key)!.type, inner, [...path, key]),
      ),
    ];
  if (type.is === "list")
    return [
      ...here,
      ...(value as unknown[]).flatMap((item, index) => slotsIn(type.of, item, [...path, index])),
    ];
  if (type.is === "map")
    return [
      ...here,
      ...Object.entries(value as object).flatMap(([key, item]) => slotsIn(type.of, item, [...path, key])),
    ];
  return here;
}

/** What no value of a type can be. */
const WRONG: Record<FieldType["is"], unknown[]> = {
  list: ["text", {}, 1],
  map: ["text", [], true],
  object: ["text", [], 1],
  word: ["no such word", 1, new Ambiguous("no", "boolean")],
  string: [1, true, [], {}, new Ambiguous("no", "boolean"), new Ambiguous("2026-11-24", "date")],
  boolean: ["true", 1, new Ambiguous("yes", "boolean")],
  int32: ["1", 1.5, 2 ** 31, -(2 ** 31) - 1, true],
  int64: ["1", 1.5, 2 ** 64, true],
  double: ["1", true],
  quantity: ["1GB", "64mi", "0,5", "", true, [], new Ambiguous("no", "boolean")],
  intOrString: [1.5, true, 2 ** 31, []],
  time: ["2026-11-24", "2026-02-30T00:00:00Z", 1, new Ambiguous("2026-11-24", "date")],
  microTime: ["2026-11-24T10:15:00Z", 1],
  bytes: ["a_b-", "abc", 1],
  any: [],
};

function withValue(object: unknown, [step, ...rest]: (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy = (Array.isArray(object) ? [...(object as unknown[])] : { ...(object as object) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = withValue(copy[step], rest, value);
  return copy;
}

const types = typeNames().map(typeNamed);
const FORM = ["field-unknown", "value-type", "value-ambiguous"];
/** What is wrong with a part of an object, whatever the rules of its kind say. */
const formOf = (type: ObjectType, value: unknown, codes = FORM) =>
  checkObject(type, value as Record<string, unknown>, { isPartial: true })
    .filter(({ code }) => codes.includes(code))
    .map(({ code, path }) => `${code} /${path.join("/")}`);
const objects = fc
  .constantFrom(...types)
  .chain((type) => objectsOf(type).map((object) => ({ type, object })));
const runs = { numRuns: Number(process.env["SCHEMA_RUNS"] ?? 1500) };

test("whatever has the form of its type is taken, of every type there is", () => {
  fc.assert(
    fc.property(objects, ({ type, object }) => {
      expect(formOf(type, object)).toEqual([]);
    }),
    runs,
  );
});

test("one value that cannot be is refused, at its field", () => {
  fc.assert(
    fc.property(objects, fc.nat(), fc.nat(), ({ type, object }, which, wrong) => {
      const slots = slotsIn({ is: "object", type: () => type }, object).filter(
        ({ type: { is } }) => WRONG[is].length > 0,
      );
      fc.pre(slots.length > 0);
      const slot = slots[which % slots.length]!;
      const candidates = WRONG[slot.type.is];
      const mutated = withValue(object, slot.path, candidates[wrong % candidates.length]);
      const isWord = candidates[wrong % candidates.length] === "no such word";
      const found = formOf(type, mutated, isWord ? ["value-unsupported"] : FORM);
      const pointers = found.map((each) => each.slice(each.indexOf(" ") + 1));
      // Nobody applies a status.
      if (isWord && slot.path.includes("status")) return;
      if (isWord) expect(pointers).toContain(`/${slot.path.join("/")}`);
      else expect(pointers).toEqual([`/${slot.path.join("/")}`]);
    }),
    runs,
  );
});

test("one field that is not known is refused where it stands", () => {
  fc.assert(
    fc.property(objects, fc.nat(), ({ type, object }, which) => {
      const places = [
        { path: [] as (string | number)[] },
        ...slotsIn({ is: "object", type: () => type }, object).filter(({ type: { is } }) => is === "object"),
      ];
      const { path } = places[which % places.length]!;
      const mutated = withValue(object, [...path, "notAField"], 1);
      expect(formOf(type, mutated)).toEqual([`field-unknown /${[...path, "notAField"].join("/")}`]);
    }),
    runs,
  );
});
