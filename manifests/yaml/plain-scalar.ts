/** A scalar that YAML readers understand differently, which nobody should have to guess about. */
export class Ambiguous {
  readonly source: string;
  /**
   * `boolean`: a word such as `yes`, true or false to the API server, and text to Flux. `date`: text to the API server,
   * and a time to Flux, which writes it out in full.
   */
  readonly reading: "boolean" | "date";

  constructor(source: string, reading: Ambiguous["reading"]) {
    this.source = source;
    this.reading = reading;
  }
}

const WORDS = new Map<string, unknown>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...["y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"].map(
    (word) => [word, new Ambiguous(word, "boolean")] as const,
  ),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Infinity] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, -Infinity] as const),
]);

/** What none of the words and numbers can begin with is text. */
const MAY_BE_MORE = /^(?:$|[-+.~0-9fFnNoOtTyY])/;
const DATE =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]+\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?: *(?:Z|[-+]\d{2}:\d{2}))?)?$/;
/** Written as Flux would write it out again. */
const DATE_IN_FULL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d*[1-9])?(?:Z|[-+](?!00:00)\d\d:\d\d)$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * The value of a scalar that is written without quotes, such as `no`, `012` or `api`, as Kubernetes and Flux read it.
 * Source: `resolve` of go.yaml.in/yaml v2 and v3, which are neither YAML 1.1 nor 1.2.
 */
export function plainValue(source: string): unknown {
  if (!MAY_BE_MORE.test(source)) return source;
  if (WORDS.has(source)) return WORDS.get(source);
  if (!/[0-9]/.test(source)) return source;
  if (DATE.test(source)) return DATE_IN_FULL.test(source) ? source : new Ambiguous(source, "date");
  return numberOf(source.replaceAll("_", "")) ?? source;
}

function numberOf(digits: string): number | undefined {
  const [, sign, hexadecimal, binary, octal, decimal] = INTEGER.exec(digits) ?? [];
  const written =
    hexadecimal !== undefined
      ? Number.parseInt(hexadecimal, 16)
      : binary !== undefined
        ? Number.parseInt(binary, 2)
        : octal !== undefined
          ? Number.parseInt(octal, 8)
          : decimal !== undefined
            ? Number(decimal)
            : undefined;
  if (written !== undefined) return sign === "-" ? -written : written;
  return FLOAT.test(digits) ? Number(digits) : undefined;
}
