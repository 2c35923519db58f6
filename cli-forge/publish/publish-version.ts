import { isProblem } from "../../clients/problems.ts";
import type { VersionPublishResult } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";
import type { VersionFiles } from "../prepare.ts";
import { draftVersion } from "./draft-version.ts";
import { missingUploads, replaced, uploadDraft } from "./upload-draft.ts";
import type { UploadOptions } from "./upload-draft.ts";

type PublishClient = Pick<Client, "versionDraft" | "versionUploadsRenew" | "versionPublish">;

export interface PublishOptions extends UploadOptions {
  acceptUnknownFields: boolean;
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
  version: VersionFiles,
  { acceptUnknownFields, ...options }: PublishOptions,
): Promise<Published> {
  const draft = await draftVersion(client, version);
  const { digest, status } = draft;
  const { app, version: id } = version;
  let { uploads } = draft;
  for (let round = 1; ; round++) {
    await uploadDraft(client, version, { digest, uploads }, options);
    try {
      const result = await publishDraft(client, { app, version: id, digest, acceptUnknownFields });
      return { ...result, before: status === "published" };
    } catch (error) {
      if (!isProblem(error, "files-missing") || round === rounds)
        throw isProblem(error, "draft-replaced") ? replaced(version, error) : error;
      uploads = await missingUploads(client, version, digest);
    }
  }
}

/** Publishes a draft whose files are uploaded. */
export function publishDraft(
  client: Pick<Client, "versionPublish">,
  draft: { app: string; version: string; digest: string; acceptUnknownFields: boolean },
): Promise<VersionPublishResult> {
  const { app, version, digest, acceptUnknownFields } = draft;
  const body = { digest, ...(acceptUnknownFields ? { acceptUnknownFields } : {}) };
  return client.versionPublish({ path: { app, version }, body });
}
