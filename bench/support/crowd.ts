import type { Client } from "../../clients/client.ts";
import { draftVersion } from "../../cli-forge/publish/draft-version.ts";
import { publishDraft } from "../../cli-forge/publish/publish-version.ts";
import { uploadDraft } from "../../cli-forge/publish/upload-draft.ts";
import type { Deployment } from "../../generated/api.ts";
import { filesOf } from "../../tests/support/publish.ts";
import { manifests } from "./manifests.ts";

export interface Source {
  version: string;
  /** With the version.yml. */
  files: number;
  bytesOf: (index: number) => number;
}

/**
 * Publishes a version of each app with the parts of `forge publish`, in step: all draft at once, and once all have
 * uploaded, all publish at once, so that whatever may come together in smithd does. Twenty forges on a few cores would
 * keep one another from that, by checking their files and starting. Returns the deployments of policies.
 */
export async function publishTogether(client: Client, apps: string[], source: Source): Promise<Deployment[]> {
  const versions = apps.map((app) => prepared(app, source));
  const drafts = await Promise.all(versions.map((version) => draftVersion(client, version)));
  const options = { signal: new AbortController().signal, onProgress: () => {} };
  for (const [index, version] of versions.entries())
    await uploadDraft(client, version, drafts[index]!, options);
  const results = await Promise.all(
    drafts.map(({ app, id, digest }) =>
      publishDraft(client, { app, version: id, digest, acceptUnknownFields: false }),
    ),
  );
  return results.flatMap(({ deployments }) => deployments);
}

function prepared(app: string, { version, files: count, bytesOf }: Source) {
  const texts = filesOf({ app, version, files: manifests(version, { count: count - 1, bytesOf }) });
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  return { app, version, files };
}
