/** What holds for a schema wherever it is. Source: ValidateCustomResourceDefinitionOpenAPISchema, specStandardValidatorV3.validate. */
import { checkObject } from "../../schema/check.ts";
import type { ObjectType } from "../../schema/types.ts";
import { isRecord } from "../../../yaml/to-value.ts";
import {
  all,
  forbidden,
  has,
  invalid,
  oneOf,
  required,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { listType, mapType } from "./list-types.ts";
import { pattern } from "./patterns.ts";
import { isDefined, isVariable } from "./schema.ts";

/** Finds a type of the schema table, and what holds for it: a schema holds others. */
export type TypeNamed = (id: string) => ObjectType;

const TYPE = "apiextensions.k8s.io/v1.JSONSchemaProps";

/** The published schema says nothing of what is below, and the API server drops unknown fields there without a word. */
const partOf =
  (typeNamed: TypeNamed): Check =>
  (schema, report) => {
    if (!isRecord(schema)) return report([], invalid("It must be a schema.", "a schema"));
    // Nor does a server-side apply look there for rules that are there twice.
    const found = checkObject(typeNamed(TYPE), schema).filter(({ code }) => code !== "value-duplicate");
    for (const { path, code, ...fault } of found)
      report(path, {
        ...fault,
        code:
          code === "value-type" || code === "value-ambiguous" || code === "field-unknown"
            ? "value-invalid"
            : code,
        ...(code === "field-unknown" && { isWarning: true }),
      });
  };

const unlessBoolean =
  (check: Check): Check =>
  (schema, report) => {
    if (typeof schema !== "boolean") check(schema, report);
  };

const UNSUPPORTED = ["id", "$schema", "$ref", "patternProperties", "definitions"];

const unsupported: Check<Fields> = (schema, report) => {
  for (const field of UNSUPPORTED)
    if (isDefined(schema[field]))
      report([field], forbidden("The API server does not support it. Remove it."));
  for (const field of ["dependencies", "additionalItems"])
    if (has(schema, field)) report([field], forbidden("The API server does not support it. Remove it."));
};

/** Unless a variable is somewhere in it. */
const known =
  (check: Check<Fields>): Check<Fields> =>
  (schema, report) => {
    if (!isVariable(schema)) check(schema, report);
  };

const uniqueItems: Check<boolean> = (isUnique, report) => {
  if (isUnique) report([], forbidden("It would be slow. Use `x-kubernetes-list-type: set` instead."));
};

const mapOrObject: Check<Fields> = (schema, report) => {
  if (
    has(schema, "additionalProperties") &&
    schema["additionalProperties"] !== true &&
    isDefined(schema["properties"])
  )
    report(["additionalProperties"], forbidden("`properties` are there as well. Remove one of them."));
};

const preserve: Check<boolean> = (isSet, report) => {
  if (!isSet) report([], invalid("It can only be true. Remove it."));
};

/** A rule's text; nobody compiles it here. */
const validation: Check<Fields> = (rule, report) => {
  const [expression, message] = [text(rule, "rule"), text(rule, "message")];
  if (expression.trim() === "" && expression !== "")
    report(["rule"], required("The rule is empty. Write it."));
  else if (message !== "" && message.trim() === "")
    report(["message"], invalid("It is empty. Write or remove it."));
  else if (/[\n\r]/.test(message.trim()))
    report(["message"], invalid("It must be one line. Remove the line breaks."));
  else if (/[\n\r]/.test(expression.trim()) && message.trim() === "")
    report(["message"], required("A rule of several lines needs a message. Add it."));
  for (const field of ["messageExpression", "fieldPath"])
    if (text(rule, field) !== "" && text(rule, field).trim() === "")
      report([field], invalid("It is empty. Write or remove it."));
  if (rule["reason"] === "") report(["reason"], invalid("It is empty. Write or remove it."));
  if (/[\n\r]/.test(text(rule, "fieldPath"))) report(["fieldPath"], invalid("It must be one line."));
};

export const schemaRules = (typeNamed: TypeNamed): RuleTable => ({
  [TYPE]: {
    mirrors: "ValidateCustomResourceDefinitionOpenAPISchema",
    fields: {
      type: unlessEmpty(oneOf("array", "boolean", "integer", "number", "object", "string")),
      uniqueItems,
      pattern: unlessEmpty(pattern),
      items: partOf(typeNamed),
      additionalProperties: unlessBoolean(partOf(typeNamed)),
      "x-kubernetes-preserve-unknown-fields": preserve,
      "x-kubernetes-validations": unique(
        (rule: Fields) => text(rule, "rule"),
        "rules",
        (index) => [index, "rule"],
      ),
    },
    whole: [known(unsupported), mapOrObject, known(all(listType, mapType))],
  },
  "apiextensions.k8s.io/v1.ValidationRule": {
    mirrors: "ValidateCustomResourceDefinitionOpenAPISchema",
    whole: [validation],
  },
});
