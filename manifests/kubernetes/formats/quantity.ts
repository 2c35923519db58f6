/** A quantity as an exact number: `digits` times ten to the power of `-scale`. */
export interface Quantity {
  digits: bigint;
  scale: number;
}

/** Nano, micro … exa as powers of ten, kibi … exbi as powers of 1024. Source: k8s.io/apimachinery, pkg/api/resource/suffix.go. */
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Record<string, bigint> = Object.fromEntries(
  ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, index) => [suffix, 1024n ** BigInt(index + 1)]),
);

/** Beyond it no number is compared exactly, and none is used. */
const MAX_EXPONENT = 1000;

/** Reads `1.5Gi`, `250m` or `1e9`; undefined for what is none, such as `1GB` or `64mi`. */
export function parseQuantity(text: string): Quantity | undefined {
  const [, sign, whole = "", fraction = "", suffix = "", exponent] =
    /^([-+]?)(\d*)(?:\.(\d*))?([A-Za-z]*|[eE]([-+]?\d+))$/.exec(text) ?? [];
  if (sign === undefined || (whole === "" && fraction === "")) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n);
  if (exponent !== undefined) {
    const power = Number(exponent);
    return Math.abs(power) > MAX_EXPONENT ? undefined : { digits, scale: fraction.length - power };
  }
  if (Object.hasOwn(BINARY, suffix)) return { digits: digits * BINARY[suffix]!, scale: fraction.length };
  if (!Object.hasOwn(DECIMAL, suffix)) return undefined;
  return { digits, scale: fraction.length - DECIMAL[suffix]! };
}

/** Of a field's value, which is known to be one; undefined where a variable stands in its place. */
export const quantityOf = (value: unknown): Quantity | undefined =>
  typeof value === "string" || typeof value === "number" ? parseQuantity(String(value)) : undefined;

/** Less than, equal to, or greater than zero, as the first is to the second. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  const scale = Math.max(one.scale, other.scale);
  const scaled = ({ digits, scale: own }: Quantity) => digits * 10n ** BigInt(scale - own);
  const difference = scaled(one) - scaled(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const signOf = ({ digits }: Quantity): number => (digits < 0n ? -1 : digits > 0n ? 1 : 0);
