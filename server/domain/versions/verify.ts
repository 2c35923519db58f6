import type { Version } from "../../database/versions.ts";
import { filesMissing, versionCorrupt } from "../errors.ts";
import { inTurns } from "../in-turns.ts";
import type { BlobStore, File } from "../ports.ts";
import { draftKey, publishedKey } from "./blob-keys.ts";
import { versionDigest, type DeclaredFile } from "./digest.ts";

const AT_ONCE = 16;

/**
 * Every uploaded file of a draft, read once. Throws `files-missing` with all that are absent or not what was declared; the
 * latter are removed, so that they can be uploaded again where a store would not replace them.
 */
export async function readDraft(
  blobs: BlobStore,
  version: Version,
  declared: DeclaredFile[],
): Promise<File[]> {
  const { files, broken } = await readAll(blobs, declared, (path) => draftKey(version, path));
  if (broken.length === 0) return files;
  const different = broken.filter(({ isDifferent }) => isDifferent);
  await blobs.remove(different.map(({ path }) => draftKey(version, path)));
  throw filesMissing(broken, declared.length);
}

/** Every file of a published version. Throws `version-corrupt` unless they are byte for byte what was published. */
export async function readPublished(
  blobs: BlobStore,
  version: Version,
  declared: DeclaredFile[],
): Promise<File[]> {
  const { files, broken } = await readAll(blobs, declared, (path) => publishedKey(version, path));
  if (broken[0]) throw versionCorrupt(version.app, version.id, broken[0].path);
  if (versionDigest(declared) !== version.digest)
    throw versionCorrupt(version.app, version.id, "The list of files");
  return files;
}

/** One of them. Throws `version-corrupt`. */
export async function readPublishedFile(
  blobs: BlobStore,
  version: Version,
  file: DeclaredFile,
): Promise<Uint8Array> {
  const bytes = await blobs.read(publishedKey(version, file.path), file);
  if (typeof bytes === "string") throw versionCorrupt(version.app, version.id, file.path);
  return bytes;
}

async function readAll(blobs: BlobStore, declared: DeclaredFile[], keyOf: (path: string) => string) {
  const files: File[] = [];
  const broken: { path: string; isDifferent: boolean }[] = [];
  const read = await inTurns(declared, AT_ONCE, (file) => blobs.read(keyOf(file.path), file));
  for (const [index, { path }] of declared.entries()) {
    const bytes = read[index]!;
    if (typeof bytes === "string") broken.push({ path, isDifferent: bytes === "different" });
    else files.push({ path, bytes });
  }
  return { files, broken };
}
