import { createHash, randomBytes } from "node:crypto";
import { createWriteStream, readFile as readFileByCallback } from "node:fs";
import { access, link, mkdir, open, rm, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { blobsUnavailable, bodyCutOff, DomainError } from "../../domain/errors.ts";
import type { BlobStore } from "../../domain/ports.ts";
import { isContent } from "./content.ts";
import { isSignedUpload, signUpload, type UploadGrant } from "./upload-signature.ts";

export interface SignedUpload {
  grant: UploadGrant;
  signature: string;
  /** The Content-Length header, in bytes; undefined where the sender gave none. */
  contentLength: number | undefined;
  body: Readable;
}

export interface DiskBlobStore extends BlobStore {
  /** Takes what a signed URL allows; throws an `upload-…` error otherwise, and then nothing lies under the key. */
  receive(upload: SignedUpload, now: () => number): Promise<void>;
  /** Removes what uploads left half done when smithd was killed; only before the first upload. */
  clean(): Promise<void>;
}

/** For small files that of `node:fs/promises` takes twice as long, and a batch of deployments reads thousands. */
const readFile = promisify(readFileByCallback);

/**
 * Blobs as files in a folder, with upload URLs that smithd serves itself. A file appears under its name only when it is
 * complete and on the disk, and is never replaced.
 */
export function diskBlobStore(options: {
  folder: string;
  secret: Uint8Array;
  uploadUrl: () => string;
}): DiskBlobStore {
  const { folder, secret } = options;
  const fileOf = (key: string) => join(folder, ...key.split("/"));
  return {
    async signUpload(key, { size, sha256 }, expiresAt) {
      const signature = signUpload(secret, { key, size, sha256, expiresAt });
      const query = new URLSearchParams({
        size: String(size),
        sha256,
        expires: String(expiresAt),
        signature,
      });
      const path = key.split("/").map(encodeURIComponent).join("/");
      return {
        method: "PUT",
        url: `${options.uploadUrl()}/${path}?${query}`,
        headers: { "content-length": String(size) },
      };
    },
    async receive(upload, now) {
      checkGrant(secret, upload, now());
      await translated(() => place(folder, fileOf(upload.grant.key), upload, now));
    },
    clean: () => translated(() => rm(join(folder, ".parts"), { recursive: true, force: true })),
    has: (key) => translated(() => exists(fileOf(key))),
    async read(key, expected) {
      const bytes = await translated(() => readFile(fileOf(key)).catch(ignore("ENOENT", "ENOTDIR")));
      if (bytes === undefined) return "absent";
      return isContent(bytes, expected) ? bytes : "different";
    },
    async write(key, bytes) {
      await translated(() => placeBytes(folder, fileOf(key), bytes));
    },
    async remove(keys) {
      for (const key of keys) await translated(() => removeFile(folder, fileOf(key)));
    },
    async check() {
      await translated(async () => {
        const probe = await temporary(folder);
        await placeBytes(folder, probe, Buffer.from("ready"));
        await unlink(probe);
      });
    },
  };
}

function checkGrant(
  secret: Uint8Array,
  { grant, signature, contentLength }: SignedUpload,
  now: number,
): void {
  if (!isSignedUpload(secret, grant, signature))
    throw new DomainError(
      "upload-url-invalid",
      "This upload URL was not signed by smithd. Use it exactly as the draft gave it.",
    );
  refuseExpired(grant, now);
  if (contentLength !== grant.size)
    throw new DomainError(
      "upload-size-differs",
      `The file was declared with ${grant.size} bytes, and ${contentLength ?? "an unknown number of"} bytes are announced. Send Content-Length and exactly the declared bytes.`,
    );
}

function refuseExpired({ expiresAt }: UploadGrant, now: number): void {
  if (expiresAt <= now)
    throw new DomainError(
      "upload-url-expired",
      "This upload URL has expired. Ask for fresh ones: POST …/versions/{version}/uploads.",
    );
}

async function place(folder: string, file: string, upload: SignedUpload, now: () => number): Promise<void> {
  if (await exists(file)) throw uploadExists();
  const part = await temporary(folder);
  try {
    await pipeline(
      upload.body,
      checked(upload.grant),
      createWriteStream(part, { flags: "wx", mode: 0o600, flush: true }),
    );
    // A body may take minutes. By then the draft may be gone, with everything that knows of its files.
    refuseExpired(upload.grant, now());
    await publishName(part, file);
  } catch (error) {
    throw isSystemError(error, "EEXIST") ? uploadExists() : error;
  } finally {
    await rm(part, { force: true });
  }
}

async function placeBytes(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  const part = await temporary(folder);
  try {
    const handle = await open(part, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await publishName(part, file);
  } catch (error) {
    // Written before a crash, by us: the bytes were checked then as they were now, and perhaps not synced.
    if (!isSystemError(error, "EEXIST") || !(await readFile(file)).equals(bytes)) throw error;
    await syncFolder(dirname(file));
  } finally {
    await rm(part, { force: true });
  }
}

/** Fails the stream unless exactly the granted bytes pass through. */
function checked({ size, sha256 }: UploadGrant): Transform {
  const hash = createHash("sha256");
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      hash.update(chunk);
      done(received > size ? sizeDiffers(size, received) : null, chunk);
    },
    flush(done) {
      if (received !== size) done(sizeDiffers(size, received));
      else if (hash.digest("hex") !== sha256)
        done(
          new DomainError(
            "upload-checksum-differs",
            "The bytes are not those that were declared: their SHA-256 differs. Draft the version again with the files as they are.",
          ),
        );
      else done();
    },
  });
}

const sizeDiffers = (declared: number, received: number) =>
  new DomainError(
    "upload-size-differs",
    `The file was declared with ${declared} bytes, and ${received} or more arrived. Send exactly the declared bytes.`,
  );

const uploadExists = () =>
  new DomainError(
    "upload-exists",
    "The file was uploaded before, and an upload URL works once. Go on with the next file.",
  );

async function temporary(folder: string): Promise<string> {
  const parts = join(folder, ".parts");
  await mkdir(parts, { recursive: true, mode: 0o700 });
  return join(parts, randomBytes(12).toString("hex"));
}

/** A link fails where the name is taken; a rename would replace it. What is new is synced, so that it survives a power cut. */
async function publishName(part: string, file: string): Promise<void> {
  const parent = dirname(file);
  const firstMade = await mkdir(parent, { recursive: true, mode: 0o700 });
  await link(part, file);
  const last = firstMade === undefined ? parent : dirname(firstMade);
  for (let folder = parent; folder !== last; folder = dirname(folder)) await syncFolder(folder);
  await syncFolder(last);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeFile(folder: string, file: string): Promise<void> {
  await unlink(file).catch(ignore("ENOENT", "ENOTDIR"));
  for (let parent = dirname(file); parent !== folder; parent = dirname(parent)) {
    const removed = await rmdir(parent).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}

const exists = (file: string) => access(file).then(() => true, ignoreAs(false, "ENOENT", "ENOTDIR"));

const isSystemError = (error: unknown, ...codes: string[]) =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

const ignoreAs =
  <T>(value: T, ...codes: string[]) =>
  (error: unknown): T => {
    if (isSystemError(error, ...codes)) return value;
    throw error;
  };
const ignore = (...codes: string[]) => ignoreAs(undefined, ...codes);

/** What the file system says becomes `blobs-unavailable`; a sender that hangs up is no fault of ours. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (isSystemError(error, "ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET")) throw bodyCutOff();
    throw blobsUnavailable(error);
  }
}
