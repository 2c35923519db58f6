import { createHash, createHmac, createSecretKey } from "node:crypto";
import type { BinaryLike, Hash, Hmac, KeyObject } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { unsigned } from "./faults.ts";
import { hostOf, urlOf, type Address } from "./location.ts";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Unsigned {
  method: string;
  address: Address;
  query?: Record<string, string>;
  /** By lower-case name; all of them are signed. */
  headers: Record<string, string>;
}

export interface Signed {
  url: string;
  headers: Record<string, string>;
}

export interface Signer {
  /** Signs a request to be sent now. `headers` hold its `x-amz-content-sha256`. */
  sign(request: Unsigned): Promise<Signed>;
  /** A URL that whoever holds it can use with exactly these headers, for some seconds from `now` (epoch milliseconds). */
  presign(request: Unsigned, lifetime: { seconds: number; now: number }): Promise<string>;
}

/** AWS Signature Version 4 by AWS's own signer. Credentials are asked for each time: who provides them knows when to renew them. Rejects with `blobs-unavailable` without any. */
export function createSigner(region: string, credentials: () => Promise<Credentials>): Signer {
  const signer = new SignatureV4({
    service: "s3",
    region,
    credentials: () => credentials().catch((error: unknown) => Promise.reject(unsigned(error))),
    sha256: NodeSha256,
    // S3 signs the path as it is sent, escaped once.
    uriEscapePath: false,
  });
  return {
    async sign(request) {
      const { headers } = await signer.sign(prepared(request));
      return { url: urlOf(request.address, request.query), headers };
    },
    async presign(request, { seconds, now }) {
      const unsigned = prepared(request);
      // Signed as headers, not moved into the query: some servers check them only there.
      const unhoistableHeaders = new Set(Object.keys(request.headers));
      unsigned.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
      const { query } = await signer.presign(unsigned, {
        expiresIn: seconds,
        signingDate: new Date(now),
        unhoistableHeaders,
      });
      return urlOf(request.address, query as Record<string, string>);
    },
  };
}

const prepared = ({ method, address, query = {}, headers }: Unsigned) => ({
  method,
  ...address,
  query,
  headers: { ...headers, host: hostOf(address) } as Record<string, string>,
});

/** The hash of Node behind the interface that the signer wants. */
class NodeSha256 {
  readonly #secret: string | KeyObject | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: unknown) {
    this.#secret = secret instanceof Uint8Array ? keyOf(secret) : (secret as string | undefined);
    this.#hash = this.#fresh();
  }
  update(chunk: unknown): void {
    this.#hash.update(chunk as BinaryLike);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {
    this.#hash = this.#fresh();
  }
  #fresh(): Hash | Hmac {
    return this.#secret === undefined ? createHash("sha256") : createHmac("sha256", this.#secret);
  }
}

/**
 * Node takes five times as long where it has to find out what bytes are. The signer keeps those of a day, and a key for
 * each signature would be memory that only a collection of everything gives back.
 */
function keyOf(secret: Uint8Array): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, key);
  return key;
}

const keys = new WeakMap<Uint8Array, KeyObject>();
