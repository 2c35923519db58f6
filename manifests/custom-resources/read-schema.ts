import { isRecord } from "../yaml/to-value.ts";
import type { JsonSchema } from "./schema.ts";

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isBoolean = (value: unknown) => typeof value === "boolean";
const isTextList = (value: unknown) => Array.isArray(value) && value.every(isText);
const TYPES = ["object", "array", "string", "integer", "number", "boolean"];

/** The form of each field that is used; what holds schemas itself is read below. */
const FORMS: Record<string, (value: unknown) => boolean> = {
  type: (value) => TYPES.includes(value as string),
  format: isText,
  pattern: isText,
  nullable: isBoolean,
  default: () => true,
  enum: Array.isArray,
  ...Object.fromEntries(
    [
      "minLength",
      "maxLength",
      "minimum",
      "maximum",
      "multipleOf",
      "minItems",
      "maxItems",
      "minProperties",
      "maxProperties",
    ].map((field) => [field, isNumber]),
  ),
  exclusiveMinimum: isBoolean,
  exclusiveMaximum: isBoolean,
  uniqueItems: isBoolean,
  required: isTextList,
  "x-kubernetes-int-or-string": isBoolean,
  "x-kubernetes-preserve-unknown-fields": isBoolean,
  "x-kubernetes-embedded-resource": isBoolean,
  "x-kubernetes-list-type": isText,
  "x-kubernetes-list-map-keys": isTextList,
  "x-kubernetes-validations": (value) =>
    Array.isArray(value) && value.every((rule) => isRecord(rule) && isText(rule["rule"])),
};

const MAX_DEPTH = 60;

/** A schema that somebody wrote. Throws where it does not have the form of one: the definition itself is told so. */
export function readSchema(written: unknown, depth = 0): JsonSchema {
  if (!isRecord(written) || depth > MAX_DEPTH) throw new NoSchema();
  const schema: Record<string, unknown> = {};
  // Null is a field that is not there.
  for (const [field, value] of Object.entries(written).filter(([, each]) => each !== null)) {
    const isRight = Object.hasOwn(FORMS, field) ? FORMS[field] : undefined;
    if (isRight && !isRight(value)) throw new NoSchema();
    if (isRight) schema[field] = value;
    else if (field === "properties") schema[field] = schemasByName(value, depth);
    else if (field === "items" || field === "not") schema[field] = readSchema(value, depth + 1);
    else if (field === "additionalProperties")
      schema[field] = isBoolean(value) ? value : readSchema(value, depth + 1);
    else if (["allOf", "anyOf", "oneOf"].includes(field)) schema[field] = schemasIn(value, depth);
  }
  return schema;
}

export class NoSchema extends Error {}

function schemasByName(value: unknown, depth: number): Record<string, JsonSchema> {
  if (!isRecord(value)) throw new NoSchema();
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, readSchema(each, depth + 1)]));
}

function schemasIn(value: unknown, depth: number): JsonSchema[] {
  if (!Array.isArray(value)) throw new NoSchema();
  return value.map((each) => readSchema(each, depth + 1));
}
