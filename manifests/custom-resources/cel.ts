import { Environment } from "@marcbachmann/cel-js";
import { isRecord } from "../yaml/to-value.ts";
import type { JsonSchema } from "./schema.ts";

type Expression = ReturnType<Environment["parse"]>;

const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true });
const compiled = new Map<string, Expression | undefined>();

/**
 * The CEL rules (`x-kubernetes-validations`) that a value breaks. What the cluster may judge otherwise is left to it: a rule
 * that compares with the object before, calls what only the API server has, or is about values that CEL has types of its own for.
 */
export function brokenRules(schema: JsonSchema, value: unknown): { at: string[]; message: string }[] {
  const rules = (schema["x-kubernetes-validations"] ?? []).filter(({ rule }) => !ONLY_THERE.test(rule));
  if (rules.length === 0 || !isPlain(schema, value)) return [];
  const self = typed(schema, value);
  return rules
    .filter(({ rule }) => holds(rule, self) === false)
    .map(({ rule, message, fieldPath }) => ({
      at: fieldPath?.split(".").filter((step) => step !== "") ?? [],
      message: sentence(message ?? `The rule \`${rule.trim()}\` of its definition does not hold.`),
    }));
}

/** The object before, and expressions that Go's RE2 reads otherwise than JavaScript. */
const ONLY_THERE = /\boldSelf\b|\[\[:|\\[AzpPQCK]|\(\?/;

const sentence = (text: string) => `${text.trim().replace(/\.$/, "")}.`;

/** To CEL these are no text: times, durations and bytes. */
const TYPED_FORMATS = new Set(["date", "date-time", "datetime", "duration", "byte"]);

/** Whether everything in a value is what JavaScript has, too: no times or sets, no numbers that it would round. */
function isPlain(schema: JsonSchema | undefined, value: unknown): boolean {
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (typeof value === "string") return !TYPED_FORMATS.has(schema?.format ?? "");
  if (Array.isArray(value))
    return ["set", "map"].includes(schema?.["x-kubernetes-list-type"] ?? "")
      ? value.length < 2 && value.every((item) => isPlain(schema?.items, item))
      : value.every((item) => isPlain(schema?.items, item));
  if (!isRecord(value)) return true;
  return Object.entries(value).every(([key, content]) => isPlain(fieldOf(schema, key), content));
}

function fieldOf(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  const { properties = {}, additionalProperties } = schema ?? {};
  if (Object.hasOwn(properties, key)) return properties[key];
  return isRecord(additionalProperties) ? additionalProperties : undefined;
}

/** Undefined where it cannot be told. */
function holds(rule: string, self: unknown): boolean | undefined {
  try {
    const result: unknown = expressionOf(rule)?.({ self });
    return typeof result === "boolean" ? result : undefined;
  } catch {
    return undefined;
  }
}

function expressionOf(rule: string): Expression | undefined {
  if (compiled.has(rule)) return compiled.get(rule);
  // One that cannot be read now never can be.
  compiled.set(rule, undefined);
  const expression = environment.parse(rule);
  compiled.set(rule, expression);
  return expression;
}

/** As CEL has it: whole numbers apart from others, and fields by names that its syntax takes. */
function typed(schema: JsonSchema | undefined, value: unknown): unknown {
  if (typeof value === "number" && Number.isInteger(value) && schema?.type !== "number") return BigInt(value);
  if (Array.isArray(value)) return value.map((item) => typed(schema?.items, item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, content]) => content !== null || fieldOf(schema, key)?.nullable === true)
      .map(([key, content]) => [
        Object.hasOwn(schema?.properties ?? {}, key) ? escaped(key) : key,
        typed(fieldOf(schema, key), content),
      ]),
  );
}

const KEYWORDS = new Set([
  ...[
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
  ],
  ...["let", "loop", "package", "namespace", "return", "var", "void", "while"],
]);

/** Source: k8s.io/apiserver, pkg/cel/escaping.go. */
function escaped(name: string): string {
  if (KEYWORDS.has(name)) return `__${name}__`;
  return name
    .replaceAll("__", "__underscores__")
    .replaceAll(".", "__dot__")
    .replaceAll("-", "__dash__")
    .replaceAll("/", "__slash__");
}
