import { isUnknown, quote, VARIABLE, type Path } from "../kubernetes/rules/rule.ts";
import type { Found } from "../kubernetes/schema/found.ts";
import { faultOfPrimitive } from "../kubernetes/schema/primitives.ts";
import type { Primitive } from "../kubernetes/schema/types.ts";
import { nearest } from "../nearest.ts";
import { isRecord } from "../yaml/to-value.ts";
import { brokenRules } from "./cel.ts";
import { brokenConstraints, duplicateEntry } from "./constraints.ts";
import { withDefaults } from "./defaults.ts";
import type { JsonSchema } from "./schema.ts";

interface Options {
  /** Whether its status is a resource of its own. */
  hasStatus?: boolean;
  /** What is wrong with the metadata of an object in the object. */
  metadataFaults?: (metadata: Record<string, unknown>) => Found[];
}

/**
 * Holds a custom resource against its definition's schema as the API server does: defaults, types, unknown fields, value
 * validations, list types and CEL rules.
 */
export function checkCustomResource(
  schema: JsonSchema,
  object: Record<string, unknown>,
  { hasStatus = false, metadataFaults }: Options = {},
): Found[] {
  const left = hasStatus ? [...Object.keys(META), "status"] : Object.keys(META);
  const content = Object.fromEntries(Object.entries(object).filter(([field]) => !left.includes(field)));
  const walk = new Walk({ ...(metadataFaults && { metadataFaults }) });
  walk.value({ ...schema, properties: { ...META, ...schema.properties } }, withDefaults(schema, content));
  // A status of its own is dropped after it was read, so that it has to have its form and nothing more.
  const ofStatus = new Walk({ isFormOnly: true, path: ["status"] });
  if (hasStatus && object["status"] !== undefined)
    ofStatus.value(
      schema.properties?.["status"] ?? { "x-kubernetes-preserve-unknown-fields": true },
      object["status"],
    );
  return [...walk.found, ...ofStatus.found];
}

/** Every object has these; they are checked as those of built-in kinds are. */
const META: Record<string, JsonSchema> = {
  apiVersion: { type: "string" },
  kind: { type: "string" },
  metadata: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
};

interface WalkOptions extends Pick<Options, "metadataFaults"> {
  isFormOnly?: boolean;
  path?: (string | number)[];
}

class Walk {
  readonly found: Found[] = [];
  private readonly path: (string | number)[];
  private readonly isFormOnly: boolean;
  private readonly metadataFaults: NonNullable<Options["metadataFaults"]>;

  constructor({ isFormOnly = false, path = [], metadataFaults = () => [] }: WalkOptions = {}) {
    this.isFormOnly = isFormOnly;
    this.metadataFaults = metadataFaults;
    this.path = path;
  }

  /** Whether the value is of the type that the schema says. */
  value(schema: JsonSchema, value: unknown): void {
    if (value === null || value === undefined) {
      const isTyped = schema.type !== undefined || isIntOrString(schema);
      if (value === null && schema.nullable !== true && isTyped) this.wrongType(schema, value);
      return;
    }
    if (isUnknown(value) && !takesText(schema))
      return void this.found.push({ ...VARIABLE, path: [...this.path] });
    const before = this.found.length;
    if (!this.isOfType(schema, value)) return;
    this.content(schema, value);
    if (this.isFormOnly) return;
    this.constraints(schema, value);
    // A rule can be relied on only where everything that it may ask for is as the schema says.
    if (this.found.slice(before).every(({ isWarning }) => isWarning))
      for (const { at, message } of brokenRules(schema, value)) this.report(at, "value-invalid", message);
  }

  private isOfType(schema: JsonSchema, value: unknown): boolean {
    if (isRecord(value) || Array.isArray(value)) {
      const given = Array.isArray(value) ? "array" : "object";
      const isRight =
        schema["x-kubernetes-int-or-string"] !== true && (schema.type === undefined || schema.type === given);
      if (!isRight) this.wrongType(schema, value);
      return isRight;
    }
    const type = primitiveOf(schema, value);
    if (type === undefined) {
      this.wrongType(schema, value);
      return false;
    }
    const fault = faultOfPrimitive(type, value);
    if (fault) this.found.push({ ...fault, path: [...this.path] });
    return !fault;
  }

  private content(schema: JsonSchema, value: unknown): void {
    if (Array.isArray(value)) {
      if (schema.items) value.forEach((item, index) => this.at(index, () => this.value(schema.items!, item)));
      const twice = duplicateEntry(schema, value);
      if (twice)
        this.report([twice.index], "value-duplicate", `${twice.what} is there twice. Remove or rename one.`);
    } else if (isRecord(value)) {
      this.fields(schema, value);
      if (schema["x-kubernetes-embedded-resource"]) this.embedded(value);
    }
  }

  /** An object within the object. */
  private embedded(value: Record<string, unknown>): void {
    for (const key of ["apiVersion", "kind"])
      if (typeof value[key] !== "string" || value[key] === "")
        this.report([key], "field-required", `\`${key}\` is missing, or no text. Add it.`);
    const { metadata } = value;
    if (metadata === undefined || metadata === null) return;
    if (!isRecord(metadata)) return this.at("metadata", () => this.wrongType({ type: "object" }, metadata));
    for (const each of this.metadataFaults(metadata))
      this.found.push({ ...each, path: [...this.path, "metadata", ...each.path] });
  }

  private fields(schema: JsonSchema, value: Record<string, unknown>): void {
    const { properties = {}, additionalProperties, required = [] } = schema;
    for (const [key, content] of Object.entries(value)) {
      if (Object.hasOwn(properties, key)) this.at(key, () => this.value(properties[key]!, content));
      else if (isRecord(additionalProperties)) this.at(key, () => this.value(additionalProperties, content));
      else if (this.isClosed(schema)) this.unknownField(key, Object.keys(properties));
    }
    for (const key of this.isFormOnly ? [] : required)
      if (value[key] === undefined) this.report([key], "field-required", `\`${key}\` is missing. Add it.`);
  }

  private isClosed(schema: JsonSchema): boolean {
    return (
      schema["x-kubernetes-preserve-unknown-fields"] !== true &&
      schema["x-kubernetes-embedded-resource"] !== true &&
      schema.additionalProperties !== true &&
      schema.type === "object"
    );
  }

  private constraints(schema: JsonSchema, value: unknown): void {
    for (const expected of brokenConstraints(schema, value))
      this.report([], "value-invalid", `${quote(value)} must be ${expected}.`, expected);
    const { enum: words } = schema;
    if (words && !words.some((word) => JSON.stringify(word) === JSON.stringify(value))) {
      const expected = `one of ${words.map(String).join(", ")}`;
      this.report([], "value-unsupported", `${quote(value)} is not ${expected}.`, expected);
    }
    for (const part of schema.allOf ?? []) this.part(part, value);
    const counts = (parts: JsonSchema[]) => parts.filter((part) => fits(part, value)).length;
    if (schema.anyOf && !isIntOrString(schema) && counts(schema.anyOf) === 0)
      this.report([], "value-invalid", "It fits none of the forms that its definition allows (`anyOf`).");
    if (schema.oneOf && counts(schema.oneOf) !== 1)
      this.report(
        [],
        "value-invalid",
        "It must fit exactly one of the forms that its definition allows (`oneOf`).",
      );
    if (schema.not && fits(schema.not, value))
      this.report([], "value-invalid", "It has a form that its definition rules out (`not`).");
  }

  /** A part of a schema says nothing of fields that it does not name. */
  private part(part: JsonSchema, value: unknown): void {
    this.found.push(
      ...faultsOfPart(part, value).map((found) => ({ ...found, path: [...this.path, ...found.path] })),
    );
  }

  private unknownField(key: string, known: string[]): void {
    const suggestion = nearest(key, known);
    const hint = suggestion === undefined ? "Remove it." : `Did you mean \`${suggestion}\`?`;
    this.found.push({
      code: "field-unknown",
      path: [...this.path, key],
      detail: `Its definition has no field \`${key}\`. ${hint}`,
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  private wrongType(schema: JsonSchema, value: unknown): void {
    const expected = schema["x-kubernetes-int-or-string"]
      ? "a whole number or text"
      : NAMES[schema.type ?? "object"];
    const given = Array.isArray(value) ? "a list" : isRecord(value) ? "a map" : quote(value);
    this.report([], "value-type", `It is ${given}, and must be ${expected}.`, expected);
  }

  private report(at: Path, code: Found["code"], detail: string, expected?: string): void {
    this.found.push({
      code,
      path: [...this.path, ...at],
      detail,
      ...(expected !== undefined && { expected }),
    });
  }

  private at(step: string | number, check: () => void): void {
    this.path.push(step);
    check();
    this.path.pop();
  }
}

const NAMES = {
  object: "a map",
  array: "a list",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

const isIntOrString = (schema: JsonSchema) => schema["x-kubernetes-int-or-string"] === true;

const takesText = (schema: JsonSchema) =>
  isIntOrString(schema) || schema.type === undefined || schema.type === "string";

/** How a scalar of a schema is decoded; undefined where it takes none. */
function primitiveOf(schema: JsonSchema, value: unknown): Primitive | undefined {
  if (isIntOrString(schema)) return typeof value === "number" ? "int64" : "intOrString";
  if (schema.type === undefined) return "any";
  const types = { string: "string", boolean: "boolean", integer: "int64", number: "double" } as const;
  return schema.type === "object" || schema.type === "array" ? undefined : types[schema.type];
}

const fits = (part: JsonSchema, value: unknown): boolean => faultsOfPart(part, value).length === 0;

function faultsOfPart(part: JsonSchema, value: unknown): Found[] {
  const walk = new Walk();
  walk.value({ ...part, "x-kubernetes-preserve-unknown-fields": true }, value);
  return walk.found.filter(({ code, isWarning }) => !isWarning && code !== "field-unknown");
}
