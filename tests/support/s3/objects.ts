import { listKeys, readObject } from "./bucket.ts";
import type { S3Server } from "./s3-server.ts";

/** The text of every object below a folder, by the key that follows it. */
export async function objectsUnder(
  server: S3Server,
  bucket: string,
  folder: string,
): Promise<Record<string, string>> {
  const keys = (await listKeys(server, bucket)).filter((key) => key.startsWith(folder));
  const bytes = await Promise.all(keys.map((key) => readObject(server, bucket, key)));
  return Object.fromEntries(keys.map((key, index) => [key.slice(folder.length), String(bytes[index])]));
}

/** What was published of a version, by path. Each draft has a folder of its own; of only one of them may there be any. */
export async function publishedObjects(
  server: S3Server,
  bucket: string,
  { app, version }: { app: string; version: string },
): Promise<Record<string, string>> {
  const entries = Object.entries(await objectsUnder(server, bucket, `published/${app}/${version}/`));
  const drafts = new Set(entries.map(([key]) => key.split("/")[0]));
  if (drafts.size > 1) throw new Error(`${app} ${version} was published from ${drafts.size} drafts.`);
  return Object.fromEntries(entries.map(([key, text]) => [key.slice(key.indexOf("/") + 1), text]));
}
