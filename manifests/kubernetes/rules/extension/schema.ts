import { isRecord } from "../../../yaml/to-value.ts";
import { isUnknown } from "../rule.ts";

/** A schema as it is written: what is below `items` and `additionalProperties` has not been looked at before. */
export type Schema = Readonly<Record<string, unknown>>;

export const schemaOf = (value: unknown): Schema | undefined => (isRecord(value) ? value : undefined);

export const schemaAt = (properties: unknown, name: string): Schema | undefined =>
  isRecord(properties) && Object.hasOwn(properties, name) ? (schemaOf(properties[name]) ?? {}) : undefined;

export const schemasOf = (value: unknown): Schema[] =>
  Array.isArray(value) ? value.map((item) => schemaOf(item) ?? {}) : [];

/** Not absent, and not what is the same: an empty text, list or map, false, or null. */
export const isDefined = (value: unknown): boolean => {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return false;
  return Array.isArray(value) ? value.length > 0 : !isRecord(value) || Object.keys(value).length > 0;
};

export const typeOf = (schema: Schema): string => (typeof schema["type"] === "string" ? schema["type"] : "");

export const isOn = (schema: Schema, field: string): boolean => schema[field] === true;

export const INT_OR_STRING = "x-kubernetes-int-or-string";
export const PRESERVE = "x-kubernetes-preserve-unknown-fields";
export const EMBEDDED = "x-kubernetes-embedded-resource";

/** Texts that mean nothing to the structure, in which a variable may stand. */
const FREE = new Set([
  "description",
  "title",
  "pattern",
  "format",
  "example",
  "enum",
  "default",
  "x-kubernetes-validations",
]);

/** Whether nobody knows the structure before Flux puts values in. */
export function isVariable(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(isVariable);
  if (!isRecord(schema)) return isUnknown(schema);
  return Object.entries(schema).some(([field, value]) => {
    const isFree = FREE.has(field) && !isRecord(value);
    return !isFree && isVariable(value);
  });
}
