import { DomainError } from "../../domain/errors.ts";
import type { File } from "../../domain/ports.ts";
import { MirrorDamaged } from "./mirror.ts";
import { ObjectTooLarge, type ObjectReader } from "./object-reader.ts";
import { isRegular, readEntry, readTree, walkTree } from "./tree.ts";

/** The bytes of a regular file at a commit; undefined for anything else, links included. */
export async function readFileAt(
  reader: ObjectReader,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const entry = await readEntry(reader, commit, path);
  return entry && isRegular(entry) ? readBlob(reader, path, entry.id) : undefined;
}

/** The regular files below a folder at a commit. */
export async function readFilesAt(reader: ObjectReader, commit: string, folder: string): Promise<File[]> {
  const entries = await walkTree(reader, (await readTree(reader, commit, folder)) ?? []);
  const files = [...entries].filter(([, entry]) => isRegular(entry));
  return Promise.all(
    files.map(async ([path, { id }]) => ({ path, bytes: await readBlob(reader, `${folder}/${path}`, id) })),
  );
}

async function readBlob(reader: ObjectReader, path: string, id: string): Promise<Uint8Array> {
  try {
    const blob = await reader.read(id);
    if (!blob) throw new MirrorDamaged(`The mirror has no blob ${id}.`);
    return blob.bytes;
  } catch (error) {
    if (!(error instanceof ObjectTooLarge)) throw error;
    throw new DomainError(
      "gitops-rejected",
      `${path} in the GitOps repository cannot be read: ${error.message}`,
    );
  }
}
