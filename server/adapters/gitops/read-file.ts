import { DomainError } from "../../domain/errors.ts";
import { MirrorDamaged } from "./mirror.ts";
import { ObjectTooLarge, type ObjectReader } from "./object-reader.ts";
import { isRegular, readEntry } from "./tree.ts";

/** The bytes of a regular file at a commit; undefined for anything else, links included. */
export async function readFileAt(
  reader: ObjectReader,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const entry = await readEntry(reader, commit, path);
  if (!entry || !isRegular(entry)) return undefined;
  try {
    const blob = await reader.read(entry.id);
    if (!blob) throw new MirrorDamaged(`The mirror has no blob ${entry.id}.`);
    return blob.bytes;
  } catch (error) {
    if (!(error instanceof ObjectTooLarge)) throw error;
    throw new DomainError(
      "gitops-rejected",
      `${path} in the GitOps repository cannot be read: ${error.message}`,
    );
  }
}
