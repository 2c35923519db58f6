import { createHash } from "node:crypto";
import type { Client } from "../../clients/client.ts";
import { ProblemError } from "../../clients/problems.ts";
import type { VersionDraft } from "../../generated/api.ts";

export interface File {
  path: string;
  bytes: Uint8Array;
}

export const text = (path: string, content: string): File => ({ path, bytes: Buffer.from(content) });

/** The answer, or the refusal with which a caller can do something. Anything else, a 5xx above all, is a failure. */
export async function answerOf<T>(asked: Promise<T>): Promise<{ answer: T } | { refusal: ProblemError }> {
  try {
    return { answer: await asked };
  } catch (error) {
    if (error instanceof ProblemError && error.status >= 400 && error.status < 500) return { refusal: error };
    throw error;
  }
}

export function draftFiles(client: Client, version: { app: string; id: string }, files: readonly File[]) {
  const declared = files.map(({ path, bytes }) => ({
    path,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  }));
  return client.versionDraft({ path: { app: version.app }, body: { id: version.id, files: declared } });
}

/** Sends what the draft asks for, to where it says. */
async function upload({ uploads }: VersionDraft, files: readonly File[]): Promise<void> {
  const send = async ({ path, url, method, headers }: VersionDraft["uploads"][number]) => {
    const { bytes } = files.find((file) => file.path === path)!;
    const { status } = await fetch(url, { method, headers, body: Buffer.from(bytes) });
    if (status !== 200) throw new Error(`the upload of ${path} was answered with ${status}`);
  };
  await Promise.all(uploads.map(send));
}

/** Drafts, uploads and publishes. Rejects with whatever refuses it. */
export async function publishFiles(
  client: Client,
  { app, id }: { app: string; id: string },
  files: readonly File[],
) {
  const drafted = await draftFiles(client, { app, id }, files);
  await upload(drafted, files);
  return client.versionPublish({ path: { app, version: id }, body: { digest: drafted.digest } });
}

let apps = 0;

/** An app of its own for each example, so that none depends on what another left; its namespace has its name. */
export async function newApp(client: Client): Promise<string> {
  const name = `app-${++apps}`;
  await client.appRegister({ body: { name, namespace: name } });
  return name;
}
