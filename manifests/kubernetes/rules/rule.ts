/** What rules are made of: small checks of one value, and combinations of them. */

/** A value's fields; a subtree is given to rules only where all of it has the types that the schema says. */
export type Fields = Readonly<Record<string, unknown>>;

/** Keys and indices, from the value that a check was given. */
export type Path = readonly (string | number)[];

/** What can be wrong with a value, in the words of the API server's own causes. */
export type FaultCode =
  | "field-required"
  | "field-forbidden"
  | "value-invalid"
  | "value-unsupported"
  | "value-duplicate"
  | "value-not-found"
  | "value-variable";

export interface Fault {
  code: FaultCode;
  /** What is wrong and what to do, as sentences. */
  detail: string;
  /** What would be right, such as `a number from 1 to 65535`. */
  expected?: string;
  /** The word that was probably meant. */
  suggestion?: string;
  /** Where it breaks nothing for certain: a warning. */
  isWarning?: boolean;
}

export type Report = (at: Path, fault: Fault) => void;

/** Looks at a value and tells what is wrong with it. It is never given null, nor text with a `${VARIABLE}`. */
// A check knows the type of its value from the schema: a number for `int32`, a list for `[string`, and so on.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Check<T = any> = (value: T, report: Report) => void;

/** What holds for a type of the schema, wherever it is used. */
export interface TypeRules {
  /** The function of Kubernetes that says so, such as `ValidateServicePort`. */
  mirrors: string;
  /** Of single fields, where they are set. */
  fields?: Readonly<Record<string, Check>>;
  /** Of fields together. */
  whole?: readonly Check<Fields>[];
  /** Fields into which Kubernetes does not look: only their form counts, whatever rules their types have elsewhere. */
  unchecked?: readonly string[];
}

/** By the type's name in the schema table, such as `core/v1.ServicePort`. */
export type RuleTable = Readonly<Record<string, TypeRules>>;

/** Whether nobody knows a value before Flux applies it and puts others in the place of its `${VARIABLES}`. */
// No type guard: what is not unknown stays the text that it is.
export const isUnknown = (value: unknown): boolean => typeof value === "string" && /\$\{[^}]*\}/.test(value);

/** What is said, once for an object, where a variable keeps something from being checked. */
export const VARIABLE: Fault = {
  code: "value-variable",
  isWarning: true,
  detail: "Flux puts a value in the place of the variable, and what comes out is not checked.",
};

/** Runs a check unless there is nothing that it could judge. */
export function judge(check: Check, value: unknown, report: Report): void {
  if (isUnknown(value)) report([], VARIABLE);
  else if (value !== undefined && value !== null) check(value, report);
}

/** A report of what lies at `path` in the value that `report` is of. */
export const within =
  (report: Report, ...path: Path): Report =>
  (at, fault) =>
    report([...path, ...at], fault);

export const all =
  (...checks: Check[]): Check =>
  (value, report) => {
    for (const check of checks) check(value, report);
  };

/** Of each item of a list, or each value of a map. */
export const each =
  (check: Check): Check =>
  (values: readonly unknown[] | Fields, report) => {
    if (Array.isArray(values)) values.forEach((value, index) => judge(check, value, within(report, index)));
    else for (const [key, value] of Object.entries(values)) judge(check, value, within(report, key));
  };

/** Of each key of a map. */
export const eachKey =
  (check: Check<string>): Check<Fields> =>
  (map, report) => {
    for (const key of Object.keys(map)) judge(check, key, within(report, key));
  };

/** From a test and what would be right. `detail` follows the value: `"a_b" is no …`. */
export const must =
  <T>(isRight: (value: T) => boolean, expected: string, code: FaultCode = "value-invalid"): Check<T> =>
  (value, report) => {
    if (!isRight(value)) report([], { code, expected, detail: `${quote(value)} is not ${expected}.` });
  };

/** One of a few words. */
export const oneOf = (...words: string[]): Check<string> =>
  oneOfWords(words, `one of ${words.map((word) => (word === "" ? '""' : word)).join(", ")}`);

function oneOfWords(words: string[], expected: string): Check<string> {
  return (value, report) => {
    if (words.includes(value)) return;
    const suggestion = words.find((word) => word.toLowerCase() === value.toLowerCase());
    report([], {
      code: "value-unsupported",
      expected,
      detail: `${quote(value)} is not ${expected}.${suggestion === undefined ? "" : ` Did you mean ${suggestion}?`}`,
      ...(suggestion !== undefined && { suggestion }),
    });
  };
}

/** A whole number from `least` to `most`, both included. */
export const between = (least: number, most = Infinity): Check<number> =>
  must(
    (value) => value >= least && value <= most,
    most === Infinity ? `a number of at least ${least}` : `a number from ${least} to ${most}`,
  );

export const notNegative = between(0);

/** Items of a list that are there twice, told at the second one. `keyOf` returns undefined for what cannot be. */
export const unique =
  <T>(
    keyOf: (item: T) => string | undefined,
    what: string,
    at: (index: number) => Path = (index) => [index],
  ) =>
  (items: readonly T[], report: Report): void => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const key = keyOf(item);
      if (key === undefined) return;
      if (seen.has(key))
        report(at(index), {
          code: "value-duplicate",
          detail: `${quote(key)} is there twice, and ${what} must be unique. Remove or rename one.`,
        });
      seen.add(key);
    });
  };

export const required = (detail: string): Fault => ({ code: "field-required", detail });
export const forbidden = (detail: string): Fault => ({ code: "field-forbidden", detail });
export const invalid = (detail: string, expected?: string): Fault => ({
  code: "value-invalid",
  detail,
  ...(expected !== undefined && { expected }),
});

/** A field is there unless it is absent or null. */
export const has = (object: Fields | undefined, field: string): boolean =>
  object?.[field] !== undefined && object[field] !== null;

/** The text of a field; empty where it is absent, as in Kubernetes. */
export const text = (object: Fields | undefined, field: string): string =>
  (object?.[field] as string | null) ?? "";

/** The number of a field. */
export const number = (object: Fields | undefined, field: string): number | undefined =>
  (object?.[field] as number | null | undefined) ?? undefined;

export const list = (object: Fields | undefined, field: string): readonly Fields[] =>
  ((object?.[field] as (Fields | null)[] | null) ?? []).map((item) => item ?? {});

export const map = (object: Fields | undefined, field: string): Fields | undefined =>
  (object?.[field] as Fields | null) ?? undefined;

const LONGEST = 80;

/** A value as it is shown in a sentence, cut where it is long. */
export function quote(value: unknown): string {
  const written =
    typeof value === "string" ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
}
