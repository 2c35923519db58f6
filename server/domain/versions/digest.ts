import { createHash } from "node:crypto";

export interface DeclaredFile {
  path: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** The digest of a whole version: SHA-256 over its files' paths, sizes and checksums, sorted by path. */
export function versionDigest(files: DeclaredFile[]): string {
  const hash = createHash("sha256");
  for (const { path, size, sha256 } of [...files].sort(byPath)) hash.update(`${path}\0${size}\0${sha256}\n`);
  return `sha256:${hash.digest("hex")}`;
}

export const sha256Hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** By code unit, not by locale: the digest must be the same everywhere. */
export const byPath = (a: { path: string }, b: { path: string }) =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
