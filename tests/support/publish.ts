import { createHash } from "node:crypto";
import type { Deployment, VersionDraft } from "../../generated/api.ts";
import type { Client } from "../../generated/client.ts";

export interface Source {
  app?: string;
  version?: string;
  branch?: string;
  tag?: string;
  pullRequest?: string;
  date?: string;
  /** Manifests by path; a ConfigMap by default. */
  files?: Record<string, string>;
}

export const configMap = (name: string, value = "1") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  value: "${value}"\n`;

/** A version's files with a version.yml that fits them. */
export function filesOf(source: Source): Record<string, string> {
  const {
    app = "api-service",
    version = "v1",
    branch,
    tag,
    pullRequest,
    date = "2026-11-23T10:15:00Z",
  } = source;
  const origin = tag === undefined ? `  branch: ${branch ?? "main"}\n` : `  tag: ${tag}\n`;
  const pull = pullRequest === undefined ? "" : `  pullRequest: "${pullRequest}"\n`;
  const versionFile =
    `app: ${app}\nversion: "${version}"\ngit:\n  sha: ${createHash("sha1").update(version).digest("hex")}\n` +
    `${origin}  committer: Ada Lovelace <ada@example.com>\n${pull}date: ${date}\n`;
  return { "version.yml": versionFile, ...(source.files ?? { "config.yaml": configMap(app, version) }) };
}

export const declared = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => ({
    path,
    size: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
  }));

/** Sends one file to its signed URL. */
export const upload = ({ url, method, headers }: VersionDraft["uploads"][number], text: string) =>
  fetch(url, { method, headers, body: Buffer.from(text) });

export async function draft(client: Client, source: Source): Promise<VersionDraft> {
  const { app = "api-service", version = "v1" } = source;
  return client.versionDraft({ path: { app }, body: { id: version, files: declared(filesOf(source)) } });
}

/** Drafts, uploads and publishes. */
export async function publish(client: Client, source: Source = {}) {
  const { app = "api-service", version = "v1" } = source;
  const files = filesOf(source);
  const drafted = await draft(client, source);
  for (const one of drafted.uploads) {
    const { status } = await upload(one, files[one.path]!);
    // 412: another pipeline with the same draft was faster.
    if (status !== 200 && status !== 412)
      throw new Error(`the upload of ${one.path} was answered with ${status}`);
  }
  return client.versionPublish({ path: { app, version }, body: { digest: drafted.digest } });
}

const FINAL = ["deployed", "failed", "superseded"];

/** Waits until a deployment has ended. */
export async function finished(client: Client, { id }: { id: string }): Promise<Deployment> {
  for (;;) {
    const deployment = await client.deploymentView({ path: { deployment: id } });
    if (FINAL.includes(deployment.status)) return deployment;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Deploys and waits for the end. */
export async function deploy(
  client: Client,
  version: string,
  environment: string,
  app = "api-service",
  adopt = false,
) {
  return finished(
    client,
    await client.deploymentCreate({ path: { app }, body: { version, environment, adopt } }),
  );
}
