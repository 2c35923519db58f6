import type { NamespaceSource, Violation } from "./types.ts";
import { validateVersion } from "./validate.ts";

export const versionFile = `app: api
version: v1
git:
  sha: ${"0".repeat(40)}
  branch: main
  committer: Ada Lovelace <ada@example.com>
date: 2026-11-23T10:15:00Z
`;

export const configMap = (name: string, namespace?: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace ? `  namespace: ${namespace}\n` : ""}`;

/** Validates files given as text by path; a version.yml that fits is there unless one is given. */
export function validate(
  files: Record<string, string | Uint8Array>,
  namespace: NamespaceSource = { app: "shop" },
  options: { acceptUnknownFields?: boolean } = {},
) {
  const all = Object.entries({ "version.yml": versionFile, ...files });
  return validateVersion({
    app: "api",
    version: "v1",
    namespace,
    ...options,
    files: all.map(([path, content]) => ({ path, bytes: Buffer.from(content) })),
  });
}

/** `code file:line:column` of each, with the environment where only one is at fault. */
export const inShort = (found: Violation[]) =>
  found.map(({ code, file, line, column, environment }) => {
    const place = line === undefined ? file : `${file}:${line}:${column}`;
    return environment === undefined ? `${code} ${place}` : `${code} ${place} in ${environment}`;
  });

/** A resource, and its definition with a pattern that never ends on it. */
export const endless = {
  definition: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: caches.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Cache, plural: caches, singular: cache, listKind: CacheList }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { a: { type: string, pattern: "^(a+)+$" } } } } } }
`,
  resource: `apiVersion: example.com/v1\nkind: Cache\nmetadata: { name: a }\nspec: { a: "${"a".repeat(40)}!" }\n`,
};
