import { readYaml } from "../yaml/read.ts";
import { isRecord } from "../yaml/to-value.ts";

const KIND = "CustomResourceDefinition";

/** Few files have to be read twice. */
export const mayDefine = ({ bytes }: { bytes: Uint8Array }) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(KIND);

/** Those that a file holds, also as the items of a List. */
export function definitionsIn(bytes: Uint8Array): Record<string, unknown>[] {
  const values = readYaml(bytes).documents.map(({ value }) => value);
  const objects = values.flatMap((value) =>
    isRecord(value) && value["kind"] === "List" && Array.isArray(value["items"])
      ? (value["items"] as unknown[])
      : [value],
  );
  return objects.filter(isRecord).filter(({ kind }) => kind === KIND);
}
