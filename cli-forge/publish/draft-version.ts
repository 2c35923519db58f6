import { createHash } from "node:crypto";
import type { VersionDraft, VersionFile } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import type { VersionFiles } from "../prepare.ts";

/** Declares the files of a version. Safe to repeat: the same files make the same draft. */
export function draftVersion(
  client: Pick<Client, "versionDraft">,
  version: VersionFiles,
): Promise<VersionDraft> {
  const { app, version: id } = version;
  return client.versionDraft({ path: { app }, body: { id, files: declaredFiles(version) } });
}

/** Each file with its size and checksum, as the contract wants them. */
export function declaredFiles({ files }: Pick<VersionFiles, "files">): VersionFile[] {
  return files.map(({ path, bytes }) => ({
    path,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  }));
}
