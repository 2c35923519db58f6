import { validateVersion, type VersionToValidate } from "../../manifests/index.ts";

const versionFile = `app: api
version: v1
git:
  sha: ${"0".repeat(40)}
  branch: main
  committer: Ada Lovelace <ada@example.com>
date: 2026-11-23T10:15:00Z
`;

/** A version of these files and a version.yml that fits. */
export const versionOf = (files: Record<string, string | Uint8Array>): VersionToValidate => ({
  app: "api",
  version: "v1",
  namespace: "unknown",
  files: Object.entries({ "version.yml": versionFile, ...files }).map(([path, content]) => ({
    path,
    bytes: Buffer.from(content),
  })),
});

/** What is wrong with files as a version. */
export const violationsIn = (
  files: Record<string, string | Uint8Array>,
  terms?: Parameters<typeof validateVersion>[1],
) => validateVersion(versionOf(files), terms).violations;
