import { readYaml } from "../yaml/read.ts";
import { isRecord } from "../yaml/to-value.ts";
import { NoSchema, readSchema } from "./read-schema.ts";
import type { CustomKind, CustomKinds, JsonSchema } from "./schema.ts";

/**
 * The kinds that the definitions in files declare. One that is declared twice in different ways is left out: nobody knows
 * which of them the cluster has.
 */
export function customKindsIn(
  files: readonly { path?: string; bytes: Uint8Array }[],
  onFile: (path: string | undefined) => void = () => {},
): CustomKinds {
  const declared = new Map<string, { kind: CustomKind; written: string }>();
  const contradicted = new Set<string>();
  const definitions = files.flatMap(({ path, bytes }) => {
    onFile(path);
    return definitionsIn(bytes);
  });
  onFile(undefined);
  for (const { spec } of definitions) {
    if (!isRecord(spec) || !isRecord(spec["names"])) continue;
    const key = `${String(spec["group"])} ${String(spec["names"]["kind"])}`;
    const written = JSON.stringify(spec);
    const known = declared.get(key);
    if (known && known.written !== written) contradicted.add(key);
    const kind = kindOf(spec);
    if (kind) declared.set(key, { kind, written });
  }
  return new Map(
    [...declared].filter(([key]) => !contradicted.has(key)).map(([key, { kind }]) => [key, kind]),
  );
}

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

/** Undefined where the definition does not have the form of one. */
function kindOf(spec: Record<string, unknown>): CustomKind | undefined {
  const versions = (Array.isArray(spec["versions"]) ? spec["versions"] : []).filter(isRecord);
  const served = versions.filter((version) => version["served"] === true);
  try {
    return {
      isNamespaced: spec["scope"] !== "Cluster",
      versions: new Map(served.map((version) => [String(version["name"]), versionOf(version)])),
    };
  } catch (error) {
    if (error instanceof NoSchema) return undefined;
    throw error;
  }
}

function versionOf({ schema, subresources }: Record<string, unknown>): {
  schema?: JsonSchema;
  hasStatus: boolean;
} {
  const hasStatus = isRecord(subresources) && isRecord(subresources["status"]);
  const written = isRecord(schema) ? schema["openAPIV3Schema"] : undefined;
  return isRecord(written) ? { hasStatus, schema: readSchema(written) } : { hasStatus };
}
