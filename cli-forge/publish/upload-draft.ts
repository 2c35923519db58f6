import { CommandError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import { isProblem } from "../../clients/problems.ts";
import type { Upload, VersionDraft } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import type { VersionFiles } from "../prepare.ts";
import { uploadAll } from "./upload-all.ts";

type UploadClient = Pick<Client, "versionUploadsRenew">;

export interface UploadOptions {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** Uploads what a draft of this version still misses. */
export function uploadDraft(
  client: UploadClient,
  version: VersionFiles,
  { digest, uploads }: Pick<VersionDraft, "digest" | "uploads">,
  options: UploadOptions,
): Promise<void> {
  const renew = () => missingUploads(client, version, digest);
  return uploadAll({ uploads, bytesOf: bytesOf(version), renew, ...options });
}

/** What the draft misses, with fresh URLs; nothing where the version was published in the meantime. */
export async function missingUploads(
  client: UploadClient,
  version: VersionFiles,
  digest: string,
): Promise<Upload[]> {
  try {
    const path = { app: version.app, version: version.version };
    const draft = await client.versionUploadsRenew({ path });
    if (draft.digest !== digest) throw replaced(version);
    return draft.uploads;
  } catch (error) {
    if (isProblem(error, "version-published")) return [];
    throw error;
  }
}

/** Another pipeline has drafted the same id. */
export function replaced({ app, version }: VersionFiles, cause?: unknown): CommandError {
  return new CommandError(
    `Another pipeline drafted ${version} of ${app} with other files while this one ran.`,
    {
      exitCode: exitCodes.conflict,
      next: "Give every pipeline its own id (--version, or --build-number), and run this one again.",
      cause,
    },
  );
}

function bytesOf(version: VersionFiles): (path: string) => Uint8Array {
  const files = new Map(version.files.map(({ path, bytes }) => [path, bytes]));
  return (path) => {
    const bytes = files.get(path);
    if (!bytes) throw new CommandError(`smithd asks for ${path}, which is not a file of this version.`);
    return bytes;
  };
}
