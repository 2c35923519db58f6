import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, onTestFinished } from "vitest";
import type { S3BlobStore } from "../../../server/adapters/blobs/s3.ts";
import { readConfig } from "../../../server/config.ts";
import { openStorage } from "../../../server/smithd.ts";
import { setEnvironment, type Variables } from "../environment.ts";
import { declared } from "../publish.ts";
import { removeTemporaryFolders, temporaryFolder } from "../temporary.ts";

const text = "apiVersion: v1\nkind: ConfigMap\n";
const bytes = Buffer.from(text);
const content = declared({ "a.yaml": text })[0]!;

/** As smithd opens it, from its settings. */
export async function openBucket(environment: Record<string, string>): Promise<S3BlobStore> {
  const { blobs: config } = readConfig({ SMITHD_DATA_DIR: "unused", ...environment });
  const signing = { secret: Buffer.alloc(32), uploadUrl: () => "unused", now: Date.now };
  const storage = await openStorage(config, signing);
  if (storage.kind !== "s3") throw new Error("That is no bucket.");
  onTestFinished(() => storage.blobs.close());
  return storage.blobs;
}

/** Everything that smithd does with a bucket. Resolves to the URL that was uploaded to. */
export async function use(store: S3BlobStore): Promise<URL> {
  await store.check();
  const key = "drafts/shop/v1/d/a.yaml";
  const ticket = await store.signUpload(key, content, Date.now() + 60_000);
  expect(await store.sendUpload(ticket, bytes)).toBe(200);
  expect(await store.has(key)).toBe(true);
  expect(await store.read(key, content)).toEqual(bytes);
  await store.write("published/shop/v1/d/a.yaml", bytes);
  await store.remove([key]);
  expect(await store.read(key, content)).toBe("absent");
  return new URL(ticket.url);
}

/** Why the bucket cannot be used, in smithd's words. */
export const complaint = (store: S3BlobStore) =>
  store.check().then(
    () => "none",
    (error: { code: string; message: string }) => {
      expect(error.code).toBe("blobs-unavailable");
      return error.message;
    },
  );

/** Nothing of what whoever runs the tests has set up for AWS. */
const nothing = (folder: string): Variables => ({
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => name.startsWith("AWS_"))
      .map((name) => [name, undefined]),
  ),
  AWS_CONFIG_FILE: join(folder, "no-config"),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Before each test nothing is known of AWS; what it sets is taken back after it. `folder` is its own. */
export function withoutAws() {
  let folder = "";
  const restores: (() => void)[] = [];
  const set = (variables: Variables) => void restores.push(setEnvironment(variables));
  beforeEach(async () => {
    folder = await temporaryFolder();
    set(nothing(folder));
  });
  afterEach(() => {
    for (const restore of restores.splice(0).reverse()) restore();
  });
  afterAll(removeTemporaryFolders);
  return { set, folder: () => folder };
}
