/** One thing that is wrong, at an offset (in UTF-16 units) into the text. */
export interface YamlFault {
  code: string;
  detail: string;
  offset: number;
}

export interface Position {
  /** From 1. */
  line: number;
  column: number;
}

export interface YamlDocument {
  /** From 1. */
  index: number;
  /** Undefined where the document holds nothing but comments. */
  value: unknown;
  /** Where the value at a path is; where there is none, where the nearest thing around it is. */
  at(path: readonly (string | number)[]): Position;
}

export interface YamlText {
  documents: YamlDocument[];
  faults: (Omit<YamlFault, "offset"> & Position & { document?: number })[];
}

export type Reading =
  /** As Kubernetes reads: YAML 1.1, where `no` is false and `012` is 10. */
  | "kubernetes"
  /** Every scalar is text. */
  | "text";
