import { Ambiguous } from "../../yaml/plain-scalar.ts";
import { isRecord } from "../../yaml/to-value.ts";
import { nearest } from "../../nearest.ts";
import { isUnknown, judge, quote, VARIABLE, within, type Path } from "../rules/rule.ts";
import { faultOfPrimitive } from "./primitives.ts";
import type { Found } from "./found.ts";
import type { Field, FieldType, ObjectType } from "./types.ts";

export interface Terms {
  /** A part of an object, such as a patch, has no required fields, and no rule can judge it. */
  isPartial?: boolean;
}

/**
 * Holds an object against its type as the API server's strict decoding and its validation do: fields, types, words, and
 * the rules of every type in it.
 */
export function checkObject(type: ObjectType, value: Record<string, unknown>, terms: Terms = {}): Found[] {
  const found = walk(type, value, terms);
  const broken = found.filter(({ code }) => FORM.has(code)).map(({ path }) => path);
  if (broken.length === 0) return found;
  // A value of a wrong type keeps the rules around it from being asked. Without it they are, and what they say of it does not count.
  const rest = walk(type, without(value, broken), terms).filter(
    ({ path }) => !broken.some((each) => startsWith(path, each)),
  );
  return uniqueFound([...found, ...rest]);
}

function walk(type: ObjectType, value: Record<string, unknown>, terms: Terms): Found[] {
  const one = new Walk(terms);
  one.object(type, value, true);
  return uniqueFound(one.found);
}

/** Faults that leave a value which no rule can be asked about. */
const FORM: ReadonlySet<Found["code"]> = new Set(["value-type", "value-ambiguous"]);

const startsWith = (path: Path, start: Path) => start.every((step, index) => path[index] === step);

/** A schema and a rule may both miss the same. */
export function uniqueFound(found: Found[]): Found[] {
  if (found.length < 2) return found;
  const byPlace = new Map<string, Found>();
  for (const each of found) {
    const key = JSON.stringify([each.code, ...each.path]);
    if (!byPlace.has(key)) byPlace.set(key, each);
  }
  return [...byPlace.values()];
}

function without<T>(value: T, paths: Path[]): T {
  if (!Array.isArray(value) && !isRecord(value)) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
    string | number,
    unknown
  >;
  for (const [step, below] of Map.groupBy(paths, ([first]) => first!)) {
    const isHere = below.some(({ length }) => length === 1);
    copy[step] = isHere
      ? null
      : without(
          copy[step],
          below.map((path) => path.slice(1)),
        );
  }
  return copy as T;
}

class Walk {
  readonly found: Found[] = [];
  private readonly path: (string | number)[] = [];
  private readonly isPartial: boolean;
  /** In a `status`, which nobody applies and the server drops: only its form counts. */
  private isFormOnly = false;

  constructor({ isPartial = false }: Terms) {
    this.isPartial = isPartial;
  }

  /** Whether the value is of the type throughout, so that rules can judge it. */
  object(type: ObjectType, value: Record<string, unknown>, isRoot = false): boolean {
    let isSound = true;
    for (const key of Object.keys(value)) {
      const field = type.fields.get(key);
      const content = value[key];
      if (!field) {
        if (this.isPartial && key.startsWith("$")) this.directive(key, content);
        else this.unknownField(type, key);
      } else if (content !== null && content !== undefined)
        isSound = this.field(type, key, field, content, isRoot) && isSound;
    }
    if (this.isFormOnly || this.isPartial) return isSound;
    for (const [key, field] of type.required)
      if (isMissing(field, value[key]))
        this.report([key], { code: "field-required", detail: missing(key, field) });
    if (isSound) for (const check of type.rules?.whole ?? []) check(value, this.report);
    return isSound;
  }

  private field(type: ObjectType, key: string, field: Field, content: unknown, isRoot: boolean): boolean {
    const before = this.isFormOnly;
    if ((isRoot && key === "status") || type.rules?.unchecked?.includes(key)) this.isFormOnly = true;
    this.path.push(key);
    const isSound = this.value(field.type, content, field.isRequired);
    this.path.pop();
    const rule = this.isFormOnly ? undefined : type.rules?.fields?.[key];
    if (rule && isSound)
      judge(rule, this.isPartial ? withoutDirective(content) : content, within(this.report, key));
    this.isFormOnly = before;
    return isSound;
  }

  private value(type: FieldType, value: unknown, isRequired = false): boolean {
    if (isUnknown(value)) return this.variable(type);
    if (type.is === "list") return this.list(type.of, value);
    if (type.is === "map") return this.map(type.of, value);
    if (type.is === "object")
      return isRecord(value) ? this.object(type.type(), value) : this.wrongType(value, "a map");
    if (type.is === "word") return this.word(type.words, value, isRequired);
    const fault = faultOfPrimitive(type.is, value);
    if (fault) this.report([], fault);
    return !fault;
  }

  private list(of: FieldType, value: unknown): boolean {
    if (!Array.isArray(value)) return this.wrongType(value, "a list");
    let isSound = true;
    for (let index = 0; index < value.length; index++)
      isSound = this.item(of, value[index], index) && isSound;
    return isSound;
  }

  private map(of: FieldType, value: unknown): boolean {
    if (!isRecord(value)) return this.wrongType(value, "a map");
    let isSound = true;
    for (const key of Object.keys(value))
      if (this.isPartial && key === "$patch") this.directive(key, value[key]);
      else isSound = this.item(of, value[key], key) && isSound;
    return isSound;
  }

  /** In a list or map null is what a field has that is not set: an empty text, or an object without fields. */
  private item(type: FieldType, item: unknown, step: string | number): boolean {
    const given = item ?? (type.is === "object" ? {} : undefined);
    if (given === undefined) return true;
    this.path.push(step);
    const isSound = this.value(type, given, true);
    this.path.pop();
    return isSound;
  }

  private word(words: ReadonlySet<string>, value: unknown, isRequired: boolean): boolean {
    const fault = faultOfPrimitive("string", value);
    if (fault) {
      this.report([], fault);
      return false;
    }
    if (words.has(value as string) || (value === "" && !isRequired)) return true;
    if (this.isFormOnly) return true;
    const expected = `one of ${[...words].join(", ")}`;
    const suggestion = nearest(value as string, words);
    this.report([], {
      code: "value-unsupported",
      expected,
      detail: `${quote(value)} is not ${expected}.${suggestion === undefined ? "" : ` Did you mean ${suggestion}?`}`,
      ...(suggestion !== undefined && { suggestion }),
    });
    return false;
  }

  /** Where text is wanted it is as good as any. */
  private variable({ is }: FieldType): boolean {
    if (is === "string" || is === "intOrString" || is === "any") return true;
    this.report([], VARIABLE);
    return is === "word" || is === "quantity";
  }

  private wrongType(value: unknown, expected: string): false {
    this.report([], {
      code: "value-type",
      expected,
      detail: `It is ${describe(value)}, and must be ${expected}.`,
    });
    return false;
  }

  /** How a part is merged; of what kubectl knows to say about it, kustomize knows one. */
  private directive(key: string, value: unknown): void {
    if (key !== "$patch")
      this.report([key], {
        code: "field-unknown",
        detail: `Kustomize knows no directive but \`$patch\`, and leaves \`${key}\` in the object. Remove it.`,
      });
    else if (!DIRECTIVES.includes(value))
      this.report([key], {
        code: "value-unsupported",
        detail: "It says how a part is merged: delete, merge or replace.",
        expected: "one of delete, merge, replace",
      });
  }

  private unknownField(type: ObjectType, key: string): void {
    const where = this.path.length === 0 ? "The object" : `\`${this.path.filter(isName).at(-1) ?? "It"}\``;
    const suggestion = nearest(key, type.fields.keys());
    const hint = suggestion === undefined ? "Remove it." : `Did you mean \`${suggestion}\`?`;
    this.report([key], {
      code: "field-unknown",
      detail: `${where} has no field \`${key}\`, and Flux would leave it out without a word. ${hint}`,
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  private readonly report = (at: Path, fault: Omit<Found, "path">): void => {
    this.found.push({ ...fault, path: [...this.path, ...at] });
  };
}

function withoutDirective(value: unknown): unknown {
  if (!isRecord(value) || !Object.hasOwn(value, "$patch")) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "$patch"));
}

const DIRECTIVES: unknown[] = ["delete", "merge", "replace"];

const isName = (step: string | number) => typeof step === "string";

/** To the API server an empty text or list is one that is not there. */
function isMissing({ type }: Field, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (type.is === "list") return Array.isArray(value) && value.length === 0;
  return type.is === "string" && value === "";
}

function missing(key: string, { type }: Field): string {
  const isList = type.is === "list";
  return `\`${key}\` is missing${isList ? " or empty" : ""}. Add it${isList ? " with at least one entry" : ""}.`;
}

/** What a value is, for people. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "a map";
  if (value instanceof Ambiguous) return `\`${value.source}\``;
  return typeof value === "string" ? `the text ${quote(value)}` : quote(value);
}
