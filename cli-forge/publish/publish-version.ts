import { createHash } from "node:crypto";
import { CommandError } from "../../clients/errors.ts";
import { exitCodes } from "../../clients/exit-codes.ts";
import { isProblem } from "../../clients/problems.ts";
import type { Upload, VersionPublishResult } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import type { PreparedVersion } from "../prepare.ts";
import { uploadAll } from "./upload-all.ts";

type PublishClient = Pick<Client, "versionDraft" | "versionUploadsRenew" | "versionPublish">;

export interface PublishOptions {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

export interface Published extends VersionPublishResult {
  /** True where an earlier run published the same content. */
  before: boolean;
}

/** Files can go missing between upload and publish only when another pipeline replaces the draft; twice is no chance. */
const rounds = 3;

/** Drafts, uploads what is missing and publishes. Safe to run again at any point. */
export async function publishVersion(
  client: PublishClient,
  version: PreparedVersion,
  options: PublishOptions,
): Promise<Published> {
  const path = { app: version.app, version: version.version };
  const files = version.files.map(({ path: file, bytes }) => ({
    path: file,
    size: bytes.length,
    sha256: sha256(bytes),
  }));
  const draft = await client.versionDraft({
    path: { app: version.app },
    body: { id: version.version, files },
  });
  const renew = () => missingUploads(client, version, draft.digest);
  let uploads = draft.uploads;
  for (let round = 1; ; round++) {
    await uploadAll({ uploads, bytesOf: bytesOf(version), renew, ...options });
    try {
      const result = await client.versionPublish({ path, body: { digest: draft.digest } });
      return { ...result, before: draft.status === "published" };
    } catch (error) {
      if (!isProblem(error, "files-missing") || round === rounds)
        throw isProblem(error, "draft-replaced") ? replaced(version, error) : error;
      uploads = await renew();
    }
  }
}

/** Nothing where the version was published in the meantime. */
async function missingUploads(
  client: PublishClient,
  version: PreparedVersion,
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

function bytesOf(version: PreparedVersion): (path: string) => Uint8Array {
  const files = new Map(version.files.map(({ path, bytes }) => [path, bytes]));
  return (path) => {
    const bytes = files.get(path);
    if (!bytes) throw new CommandError(`smithd asks for ${path}, which is not a file of this version.`);
    return bytes;
  };
}

function replaced({ app, version }: PreparedVersion, cause?: unknown): CommandError {
  return new CommandError(
    `Another pipeline drafted ${version} of ${app} with other files while this one ran.`,
    {
      exitCode: exitCodes.conflict,
      next: "Give every pipeline its own id (--version, or --build-number), and run this one again.",
      cause,
    },
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
