import { createHash } from "node:crypto";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { blobsUnavailable } from "../../domain/errors.ts";
import type { BlobContent, BlobStore, DraftExpiry, UploadTicket } from "../../domain/ports.ts";
import { isContent } from "./content.ts";
import { s3Client } from "./s3/client.ts";
import { expiryRule } from "./s3/expiry-rule.ts";
import { codeOf, refused, unanswered } from "./s3/faults.ts";
import { addressOf, type S3Location } from "./s3/location.ts";
import { createSigner, type Credentials } from "./s3/sign.ts";
import { createTransport } from "./s3/transport.ts";

export interface S3Options extends S3Location {
  /** Certificates of the authority that signs the server's, as PEM. */
  ca?: string;
  /** Whoever renews them keeps them good for longer than an upload URL lasts. */
  credentials: () => Promise<Credentials>;
  now?: () => number;
}

export interface S3BlobStore extends BlobStore {
  draftExpiry: DraftExpiry;
  /** Sends what a signed URL is for as whoever uploads does, and settles with the answer's status. */
  sendUpload(ticket: UploadTicket, bytes: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/**
 * Credentials from AWS's usual sources, in AWS's order: the environment, a profile, a web identity (Kubernetes), a
 * container's or an instance's role; renewed before they end. The region is for asking STS.
 */
export const awsCredentials = (region: string): (() => Promise<Credentials>) =>
  defaultProvider({ clientConfig: { region, ...STS } });

/** Milliseconds. AWS's own limit is none: whatever needs the storage would wait for as long as STS says nothing. */
const STS = {
  requestHandler: { connectionTimeout: 3000, requestTimeout: 5000, throwOnRequestTimeout: true },
  maxAttempts: 2,
};

const DRAFT_DAYS = 7;
/** Nothing lies there; asking for it shows whether the bucket can be read. */
const PROBE = "drafts/.probe";

/**
 * Blobs in a bucket of AWS S3, or of what speaks its protocol. An object that is there is never replaced; every request
 * has a deadline, and a temporary failure is tried again.
 */
export function s3BlobStore(options: S3Options): S3BlobStore {
  const { region, credentials, ca, now = Date.now } = options;
  const signer = createSigner(region, credentials);
  const transport = createTransport(ca);
  const client = s3Client(options, signer, transport);

  const store: S3BlobStore = {
    async signUpload(key, { size, sha256 }, expiresAt) {
      const headers = {
        "content-length": String(size),
        "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
        "if-none-match": "*",
      };
      const request = { method: "PUT", address: addressOf(options, key, "public"), headers };
      const at = now();
      // S3 counts whole seconds from a time without fractions.
      const seconds = Math.max(1, Math.floor(expiresAt / 1000) - Math.floor(at / 1000));
      return { method: "PUT", url: await signer.presign(request, { seconds, now: at }), headers };
    },
    async has(key) {
      return (await client({ method: "HEAD", key }, [200, 404])).status === 200;
    },
    async read(key, content) {
      // Read again where it differs: bytes can change on their way, too.
      const first = await readOnce(key, content);
      return first === "different" ? readOnce(key, content) : first;
    },
    async write(key, bytes) {
      // The signature holds the SHA-256 of the bytes, and S3 refuses any others.
      const headers = { "if-none-match": "*" };
      const { status } = await client({ method: "PUT", key, headers, body: bytes }, [200, 412]);
      // An earlier attempt, or an earlier publish, whose answer was lost.
      if (status === 412 && !(await holds(key, bytes)))
        throw blobsUnavailable(undefined, `other bytes than were written lie under ${key}`);
    },
    async remove(keys) {
      for (const key of keys) await client({ method: "DELETE", key }, [200, 204]);
    },
    async check() {
      const answer = await client({ method: "GET", key: PROBE }, [200, 404]);
      if (answer.status === 404 && codeOf(answer) !== "NoSuchKey") throw refused("GET", answer);
    },
    draftExpiry: expiryRule(client, options.prefix, DRAFT_DAYS),
    async sendUpload({ method, url, headers }, body) {
      // A length that is not the body's is nothing that a client could send.
      const given = { ...headers, "content-length": String(body.length) };
      const sent = { method, url, headers: given, body, atMost: 64 * 1024 };
      return (await transport.send(sent).catch((error: unknown) => Promise.reject(unanswered(error)))).status;
    },
    close: () => transport.close(),
  };

  async function readOnce(key: string, content: BlobContent) {
    const answer = await client({ method: "GET", key, atMost: Math.max(content.size, 4096) }, [200, 404]);
    if (answer.status === 200) return isContent(answer.body, content) ? answer.body : "different";
    // Not found is also what a bucket says that is not there.
    if (codeOf(answer) !== "NoSuchKey") throw refused("GET", answer);
    return "absent";
  }

  const holds = async (key: string, bytes: Uint8Array) => {
    const content = { size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    return (await store.read(key, content)) instanceof Uint8Array;
  };

  return store;
}
