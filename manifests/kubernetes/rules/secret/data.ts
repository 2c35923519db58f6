import { isUnknown, invalid, map, type Fault, type Fields } from "../rule.ts";

/** Bytes of a ConfigMap or Secret: all values, without their keys. */
export const SIZE_MAX = 1024 * 1024;

type Encoding = "utf8" | "base64";

/** Bytes of all values. */
export const sizeOf = (data: Fields | undefined, encoding: Encoding): number =>
  Object.values(data ?? {}).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? Buffer.byteLength(value, encoding) : 0),
    0,
  );

export const tooLarge = (kind: string, bytes: number): Fault =>
  invalid(`The values of this ${kind} have ${bytes} bytes, and ${SIZE_MAX} are allowed. Split it up.`);

/** One value of a Secret. */
export interface Entry {
  at: [field: "data" | "stringData", key: string];
  /** Undefined where nobody knows it before Flux applies it. */
  bytes: Buffer | undefined;
}

/** What a Secret holds in the end: stringData goes over data. Source: Convert_v1_Secret_To_core_Secret. */
export function entriesOf(secret: Fields): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [field, encoding] of [
    ["data", "base64"],
    ["stringData", "utf8"],
  ] as const)
    for (const [key, value] of Object.entries(map(secret, field) ?? {}))
      entries.set(key, { at: [field, key], bytes: bytesOf(value, encoding) });
  return entries;
}

const bytesOf = (value: unknown, encoding: Encoding): Buffer | undefined =>
  isUnknown(value) ? undefined : Buffer.from((value ?? "") as string, encoding);
