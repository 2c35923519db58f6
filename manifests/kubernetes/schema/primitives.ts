import { Ambiguous } from "../../yaml/plain-scalar.ts";
import { isRecord } from "../../yaml/to-value.ts";
import { parseQuantity } from "../formats/quantity.ts";
import { isMicroTime, isTime } from "../formats/time.ts";
import { quote } from "../rules/rule.ts";
import type { Found } from "./found.ts";
import { PRIMITIVES, type Primitive } from "./types.ts";

type FormFault = Omit<Found, "path">;

/** What is wrong with the form of a value that is no list, map or object; undefined where it is right. */
export function faultOfPrimitive(type: Primitive, value: unknown): FormFault | undefined {
  if (type === "any") return undefined;
  if (value instanceof Ambiguous) {
    // However it is written out, it is the same time.
    const isSame = type === "time" && value.reading === "date" && isTime(value.source);
    return isSame ? undefined : ambiguous(type, value);
  }
  if (DECODERS[type](value)) return undefined;
  return { code: "value-type", expected: PRIMITIVES[type], detail: mismatch(type, value) };
}

const isText = (value: unknown): value is string => typeof value === "string";
const isWhole = (value: unknown, most: number) =>
  Number.isInteger(value) && (value as number) >= -most - 1 && (value as number) <= most;

const DECODERS: Record<Exclude<Primitive, "any">, (value: unknown) => boolean> = {
  string: isText,
  boolean: (value) => typeof value === "boolean",
  int32: (value) => isWhole(value, 2 ** 31 - 1),
  // The largest number of 64 bits is one that JavaScript rounds up.
  int64: (value) => isWhole(value, 2 ** 63),
  double: (value) => Number.isFinite(value),
  quantity: (value) =>
    (isText(value) || Number.isFinite(value)) && parseQuantity(String(value)) !== undefined,
  intOrString: (value) => isText(value) || isWhole(value, 2 ** 31 - 1),
  time: (value) => isText(value) && isTime(value),
  microTime: (value) => isText(value) && isMicroTime(value),
  bytes: (value) => isText(value) && isBase64(value),
};

/** The standard alphabet with its padding; line breaks do not count. Source: Go's encoding/base64. */
function isBase64(text: string): boolean {
  const digits = text.replace(/[\r\n]/g, "");
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}

function ambiguous(type: Primitive, { source, reading }: Ambiguous): FormFault {
  const expected = PRIMITIVES[type];
  if (type === "boolean" && reading === "boolean") {
    const meant = /^[yo][^f]*$/i.test(source) ? "true" : "false";
    const detail = `Flux takes \`${source}\` for text, and would refuse it. Write \`${meant}\`.`;
    return { code: "value-ambiguous", expected, detail, suggestion: meant };
  }
  const why =
    reading === "boolean"
      ? `\`${source}\` is text to some YAML readers and a boolean to others`
      : `Flux takes \`${source}\` for a time and writes it out in full`;
  const detail = `${why}, and ${expected} is expected here. Quote it: "${source}".`;
  return { code: "value-ambiguous", expected, detail, suggestion: `"${source}"` };
}

function mismatch(type: Primitive, value: unknown): string {
  const expected = PRIMITIVES[type];
  const isScalar = typeof value === "number" || typeof value === "boolean";
  if (type === "string" && isScalar)
    return `It is ${quote(value)} to YAML's readers, and must be text. Quote it as it is written.`;
  if (isText(value) && /^-?\d+$/.test(value) && type.startsWith("int"))
    return `It is text, and must be ${expected}. Remove the quotes.`;
  const given = Array.isArray(value) ? "a list" : isRecord(value) ? "a map" : quote(value);
  return `It is ${given}, and must be ${expected}.`;
}
