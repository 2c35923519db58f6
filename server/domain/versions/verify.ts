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

interface Broken {
  path: string;
  isDifferent: boolean;
}

async function readAll(blobs: BlobStore, declared: DeclaredFile[], keyOf: (path: string) => string) {
  const read = await inTurns(placed(declared), AT_ONCE, async ({ file, place }): Promise<File | Broken> => {
    const bytes = await blobs.read(keyOf(file.path), file);
    if (typeof bytes === "string") return { path: file.path, isDifferent: bytes === "different" };
    place.set(bytes);
    return { path: file.path, bytes: place };
  });
  return {
    files: read.filter((each) => "bytes" in each),
    broken: read.filter((each) => "isDifferent" in each),
  };
}

/**
 * A place for each file in one piece of memory. Hundreds of small pieces, each given back at its own moment, would leave
 * holes that are held for long.
 */
function placed(declared: DeclaredFile[]): { file: DeclaredFile; place: Uint8Array }[] {
  const memory = new ArrayBuffer(declared.reduce((sum, { size }) => sum + size, 0));
  let end = 0;
  return declared.map((file) => {
    const start = end;
    end += file.size;
    return { file, place: new Uint8Array(memory, start, file.size) };
  });
}
