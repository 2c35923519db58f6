import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskBlobStore } from "./disk.ts";
import { signUpload } from "./upload-signature.ts";

const secret = randomBytes(32);
const bytes = Buffer.from("kind: ConfigMap\n");
const grant = {
  key: "drafts/shop/v1/d1/a.yaml",
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  expiresAt: 1000,
};
const signature = signUpload(secret, grant);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "blobs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("an upload that begins in time and ends too late leaves nothing: its draft may be gone by then", async () => {
  const store = diskBlobStore({ folder, secret, uploadUrl: () => "" });
  let time = 999;
  const receive = (body: Readable) =>
    store.receive({ grant, signature, contentLength: bytes.length, body }, () => time);
  const body = new PassThrough();
  const slow = receive(body);
  body.write(bytes.subarray(0, 4));
  time = 1000;
  body.end(bytes.subarray(4));
  await expect(slow).rejects.toMatchObject({ code: "upload-url-expired" });
  expect(await store.has(grant.key)).toBe(false);
  time = 999;
  await receive(Readable.from([bytes]));
  expect(await store.read(grant.key, grant)).toEqual(bytes);
});
