/** Source: k8s.io/apiextensions-apiserver, pkg/apiserver/schema/defaulting/validation.go, ValidateDefaults. */
import { checkCustomResource } from "../../../custom-resources/check.ts";
import { invalid, type Report } from "../rule.ts";
import { INT_OR_STRING, isOn, schemaOf, type Schema } from "./schema.ts";

/** A default is a value that the schema takes, and without fields that would be dropped. */
export function checkDefault(schema: Schema, report: Report): void {
  // What is a number or text takes any default.
  if (isOn(schema, INT_OR_STRING)) return;
  const holder = { type: "object", properties: { default: withoutDefaults(schema) } } as const;
  for (const { path, code, detail, isWarning } of checkCustomResource(holder, { default: schema["default"] }))
    if (isWarning !== true && code !== "value-duplicate") report(path.slice(1), invalid(detail));
}

/** A default is looked at before others fill it up. */
function withoutDefaults(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema;
  const below = Object.entries(schemaOf(properties) ?? {}).map(([name, value]) => [
    name,
    withoutDefaults(schemaOf(value) ?? {}),
  ]);
  return {
    ...schema,
    default: undefined,
    ...(schemaOf(properties) && { properties: Object.fromEntries(below) as Schema }),
    ...(schemaOf(items) && { items: withoutDefaults(schemaOf(items)!) }),
    ...(schemaOf(additionalProperties) && {
      additionalProperties: withoutDefaults(schemaOf(additionalProperties)!),
    }),
  };
}
