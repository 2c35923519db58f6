import type { Version } from "../../database/versions.ts";
import { filesMissing, versionCorrupt } from "../errors.ts";
import { inTurns } from "../in-turns.ts";
import type { BlobStore, File } from "../ports.ts";
import { draftKey, publishedKey } from "./blob-keys.ts";
import { sha256Hex, versionDigest, type DeclaredFile } from "./digest.ts";

const AT_ONCE = 16;

/** Every uploaded file of a draft, read once. Throws `files-missing` with all that are absent or not what was declared. */
export async function readDraft(
  blobs: BlobStore,
  version: Version,
  declared: DeclaredFile[],
): Promise<File[]> {
  const files = await readAll(blobs, declared, (path) => draftKey(version, path));
  const missing = declared.filter((_, index) => files[index] === undefined).map(({ path }) => path);
  if (missing.length > 0) throw filesMissing(missing, declared.length);
  return files as File[];
}

/** Every file of a published version. Throws `version-corrupt` unless they are byte for byte what was published. */
export async function readPublished(
  blobs: BlobStore,
  version: Version,
  declared: DeclaredFile[],
): Promise<File[]> {
  const files = await readAll(blobs, declared, (path) => publishedKey(version, path));
  const broken = declared.find((_, index) => files[index] === undefined);
  if (broken) throw versionCorrupt(version.app, version.id, broken.path);
  if (versionDigest(declared) !== version.digest)
    throw versionCorrupt(version.app, version.id, "The list of files");
  return files as File[];
}

/** One of them. Throws `version-corrupt`. */
export async function readPublishedFile(
  blobs: BlobStore,
  version: Version,
  file: DeclaredFile,
): Promise<Uint8Array> {
  const [read] = await readAll(blobs, [file], (path) => publishedKey(version, path));
  if (!read) throw versionCorrupt(version.app, version.id, file.path);
  return read.bytes;
}

/** Undefined in the place of a file that is absent or has other bytes than declared. */
async function readAll(
  blobs: BlobStore,
  declared: DeclaredFile[],
  keyOf: (path: string) => string,
): Promise<(File | undefined)[]> {
  return inTurns(declared, AT_ONCE, async ({ path, size, sha256 }) => {
    const bytes = await blobs.read(keyOf(path));
    return bytes?.length === size && sha256Hex(bytes) === sha256 ? { path, bytes } : undefined;
  });
}
