import type { TypeRules } from "../rules/rule.ts";

/** How the API server decodes a field. */
export type FieldType =
  | { is: Primitive }
  | { is: "word"; words: ReadonlySet<string> }
  | { is: "list" | "map"; of: FieldType }
  /** Looked up when it is needed: types contain one another. */
  | { is: "object"; type: () => ObjectType };

export type Primitive = keyof typeof PRIMITIVES;

/** The table's words for what is no list, map or object, and how people call it. */
export const PRIMITIVES = {
  string: "text",
  boolean: "true or false",
  int32: "a whole number of 32 bits",
  int64: "a whole number of 64 bits",
  double: "a number",
  quantity: "a quantity, such as 500m or 1Gi",
  intOrString: "a whole number or text",
  time: "a time, such as 2026-11-24T10:15:00Z",
  microTime: "a time, such as 2026-11-24T10:15:00.000000Z",
  bytes: "text in base64",
  any: "anything",
} as const;

export interface Field {
  type: FieldType;
  isRequired: boolean;
}

export interface ObjectType {
  /** Such as `core/v1.ServicePort`. */
  id: string;
  fields: ReadonlyMap<string, Field>;
  /** Those of them that must be there. */
  required: ReadonlyMap<string, Field>;
  rules?: TypeRules;
}
