/** Below allOf, anyOf, oneOf and not values are only restricted. Source: validateNestedValueValidation, …Completeness. */
import { forbidden, required, within, type Report } from "../rule.ts";
import { INT_OR_STRING, isDefined, schemaAt, schemaOf, schemasOf, type Schema } from "./schema.ts";

const JUNCTORS = ["allOf", "anyOf", "oneOf"] as const;

/** Of a schema that is not itself below one, and of all in it. */
export function junctors(schema: Schema, report: Report, isRoot = false): void {
  restrictions(schema, isRoot ? schema : undefined, report, true);
  const items = schemaOf(schema["items"]);
  if (items) junctors(items, within(report, "items"));
  for (const [name, value] of Object.entries(schemaOf(schema["properties"]) ?? {}))
    junctors(schemaOf(value) ?? {}, within(report, "properties", name));
  const others = schemaOf(schema["additionalProperties"]);
  if (others) junctors(others, within(report, "additionalProperties"));
}

/** `base` is the schema whose values are restricted; Kubernetes looks for it only where that is the whole object. */
function restrictions(schema: Schema, base: Schema | undefined, report: Report, isOutermost = false): void {
  for (const junctor of JUNCTORS) {
    const parts = schemasOf(schema[junctor]);
    if (isOutermost && junctor === "anyOf" && isIntOrString(parts)) continue;
    parts.forEach((part, index) => {
      const isFirst = isOutermost && junctor === "allOf" && index === 0;
      const keepsAnyOf = isFirst && isIntOrString(schemasOf(part["anyOf"]));
      restriction(keepsAnyOf ? { ...part, anyOf: undefined } : part, base, within(report, junctor, index));
    });
  }
  const not = schemaOf(schema["not"]);
  if (not) restriction(not, base, within(report, "not"));
}

/** The one form in which types stand here. */
const isIntOrString = (parts: readonly Schema[]): boolean =>
  parts.length === 2 &&
  ["integer", "string"].every(
    (type, index) =>
      parts[index]!["type"] === type &&
      Object.entries(parts[index]!).every(([field, value]) => field === "type" || !isDefined(value)),
  );

const FORBIDDEN = [
  "type",
  "default",
  "title",
  "description",
  "nullable",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-embedded-resource",
  INT_OR_STRING,
  "x-kubernetes-list-map-keys",
  "x-kubernetes-list-type",
  "x-kubernetes-map-type",
  "x-kubernetes-validations",
];

function restriction(schema: Schema, base: Schema | undefined, report: Report): void {
  for (const field of FORBIDDEN)
    if (isDefined(schema[field]) || (field === "default" && isThere(schema[field])))
      report([field], forbidden("It belongs beside the junctor, not below it. Move or remove it."));
  if (schemaOf(schema["additionalProperties"]) || schema["additionalProperties"] === true)
    report(
      ["additionalProperties"],
      forbidden("It belongs beside the junctor, not below it. Move or remove it."),
    );
  restrictions(schema, base, report);
  const items = schemaOf(schema["items"]);
  if (items) part(items, base, schemaOf(base?.["items"]), within(report, "items"));
  for (const [name, value] of Object.entries(schemaOf(schema["properties"]) ?? {})) {
    const at = within(report, "properties", name);
    if (name === "metadata") at([], forbidden("`metadata` cannot be restricted here. Remove it."));
    part(schemaOf(value) ?? {}, base, schemaAt(base?.["properties"], name), at);
  }
}

/** What is restricted is defined as well. */
function part(schema: Schema, parent: Schema | undefined, base: Schema | undefined, report: Report): void {
  if (parent && !base)
    report([], required("It must be defined beside the junctor, too. Add it there with its type."));
  restriction(schema, base, report);
}

const isThere = (value: unknown) => value !== undefined && value !== null;
