/** The value validations of a CustomResourceDefinition's schema: what a value of the right type must also be. */
import { quote } from "../kubernetes/rules/rule.ts";
import type { JsonSchema } from "./schema.ts";
import { isOfFormat } from "./string-formats.ts";

/** What would be right, of every constraint that the value breaks. */
export function brokenConstraints(schema: JsonSchema, value: unknown): string[] {
  if (typeof value === "string") return ofText(schema, value);
  if (typeof value === "number") return ofNumber(schema, value);
  if (Array.isArray(value)) return ofSize(value.length, schema.minItems, schema.maxItems, "entries");
  if (typeof value === "object" && value !== null)
    return ofSize(Object.keys(value).length, schema.minProperties, schema.maxProperties, "fields");
  return [];
}

function ofText({ minLength, maxLength, pattern, format }: JsonSchema, text: string): string[] {
  const length = [...text].length;
  const broken = ofSize(length, minLength, maxLength, "characters");
  if (pattern !== undefined && expressionOf(pattern)?.test(text) === false)
    broken.push(`text that matches \`${pattern}\``);
  if (format !== undefined && !isOfFormat(format, text)) broken.push(`text of the format \`${format}\``);
  return broken;
}

function ofNumber(schema: JsonSchema, number: number): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const broken: string[] = [];
  if (minimum !== undefined && (exclusiveMinimum ? number <= minimum : number < minimum))
    broken.push(exclusiveMinimum ? `greater than ${minimum}` : `at least ${minimum}`);
  if (maximum !== undefined && (exclusiveMaximum ? number >= maximum : number > maximum))
    broken.push(exclusiveMaximum ? `less than ${maximum}` : `at most ${maximum}`);
  // The server compares whole numbers with the whole part of it.
  if (multipleOf !== undefined) {
    const factor = Number.isInteger(number) ? Math.trunc(multipleOf) : multipleOf;
    if (!Number.isInteger(number / factor)) broken.push(`a multiple of ${multipleOf}`);
  }
  if (schema.format === "int32" && Math.abs(number) > 2 ** 31) broken.push("a number of 32 bits");
  return broken;
}

function ofSize(size: number, least = 0, most = Infinity, what: string): string[] {
  if (size >= least && size <= most) return [];
  return [size < least ? `of at least ${least} ${what}` : `of at most ${most} ${what}`];
}

/** Compiled once. Go's RE2 knows expressions that JavaScript does not: these are left unchecked. */
const expressions = new Map<string, RegExp | undefined>();
function expressionOf(pattern: string): RegExp | undefined {
  if (!expressions.has(pattern)) expressions.set(pattern, compile(pattern));
  return expressions.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  // Only without `u` may a character be escaped that needs none, such as `\-`.
  for (const flags of ["u", ""])
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue;
    }
  return undefined;
}

/** An entry that is there twice: by its keys in a map, as a whole in a set. */
export function duplicateEntry(
  schema: JsonSchema,
  items: readonly unknown[],
): { index: number; what: string } | undefined {
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  const isMap = schema["x-kubernetes-list-type"] === "map";
  if (!isMap && schema["x-kubernetes-list-type"] !== "set" && schema.uniqueItems !== true) return undefined;
  const keyOf = (item: unknown) =>
    isMap
      ? Object.fromEntries(keys.map((key) => [key, (item as Record<string, unknown> | null)?.[key]]))
      : item;
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const key = JSON.stringify(keyOf(item));
    if (seen.has(key)) return { index, what: quote(keyOf(item)) };
    seen.add(key);
  }
  return undefined;
}
