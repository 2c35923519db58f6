import { isRecord } from "../yaml/to-value.ts";
import { definitionsIn } from "./find-definitions.ts";
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
