import { isRecord } from "../yaml/to-value.ts";
import type { JsonSchema } from "./schema.ts";

/** A value as the API server completes it: with the defaults of fields that are absent, and without null where one is set. */
export function withDefaults(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value))
    return schema.items ? value.map((item) => withDefaults(schema.items!, item)) : value;
  if (!isRecord(value)) return value;
  const { properties = {}, additionalProperties } = schema;
  const complete: Record<string, unknown> = { ...value };
  for (const [key, field] of Object.entries(properties)) {
    const isAbsent = complete[key] === undefined || (complete[key] === null && field.nullable !== true);
    if (isAbsent && field.default !== undefined) complete[key] = field.default;
    if (complete[key] !== undefined) complete[key] = withDefaults(field, complete[key]);
  }
  if (isRecord(additionalProperties))
    for (const key of Object.keys(complete))
      if (!Object.hasOwn(properties, key)) complete[key] = withDefaults(additionalProperties, complete[key]);
  return complete;
}
