import type { Tables } from "../../database/database.ts";
import { fileNotText, fileUnknown } from "../errors.ts";
import { nearMatch } from "../near-match.ts";
import type { BlobStore } from "../ports.ts";
import { findPublishedVersion } from "./find.ts";
import { readPublishedFile } from "./verify.ts";

/**
 * One file of a published version, as text. Throws `app-unknown`, `version-unknown`, `version-not-published`,
 * `file-unknown`, `file-not-text` or `version-corrupt`.
 */
export async function readVersionText(
  tables: Pick<Tables, "apps" | "versions">,
  blobs: BlobStore,
  asked: { app: string; version: string; path: string },
): Promise<string> {
  const version = await findPublishedVersion(tables, asked.app, asked.version);
  const files = await tables.versions.files(version.uid);
  const file = files.find(({ path }) => path === asked.path);
  if (!file) {
    const names = files.map(({ path }) => path);
    throw fileUnknown(asked.app, version.id, asked.path, nearMatch(asked.path, names));
  }
  const bytes = await readPublishedFile(blobs, version, file);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fileNotText(file.path);
  }
}
