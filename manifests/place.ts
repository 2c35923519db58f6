import type { Remark } from "./remark.ts";
import type { Violation } from "./types.ts";
import type { YamlDocument } from "./yaml/types.ts";

export const toViolation = ({ code, detail, expected, suggestion }: Remark, place: Place): Violation => ({
  code,
  ...place,
  detail,
  ...(expected !== undefined && { expected }),
  ...(suggestion !== undefined && { suggestion }),
});

/** Where something is in a version. */
export interface Place {
  file: string;
  document: number;
  line: number;
  column: number;
  pointer: string;
}

export type Path = (string | number)[];

export const placeOf = (file: string, document: YamlDocument, path: Path): Place => ({
  file,
  document: document.index,
  ...document.at(path),
  pointer: pointerTo(path),
});

/** A JSON Pointer, cut where it is very long. */
export const pointerTo = (path: readonly (string | number)[]): string =>
  path
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("")
    .slice(0, POINTER_MAX);

/** Characters. No pointer that anybody follows is longer, and thousands of long ones would fill a memory. */
const POINTER_MAX = 2048;
