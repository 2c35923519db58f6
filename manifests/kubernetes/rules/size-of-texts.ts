import type { Fields } from "./rule.ts";

/** The bytes of all keys and texts of a map. */
export const sizeOfTexts = (map: Fields): number =>
  Object.entries(map).reduce(
    (sum, [key, value]) =>
      sum + Buffer.byteLength(key) + (typeof value === "string" ? Buffer.byteLength(value) : 0),
    0,
  );
