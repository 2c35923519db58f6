import { createHmac, timingSafeEqual } from "node:crypto";

/** What a signed upload URL allows: these bytes, under this key, until then. */
export interface UploadGrant {
  key: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** HMAC-SHA256 over the method and everything that the URL grants, as lower-case hex. */
export function signUpload(secret: Uint8Array, grant: UploadGrant): string {
  const text = ["PUT", grant.key, grant.size, grant.sha256, grant.expiresAt].join("\n");
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** In constant time. */
export function isSignedUpload(secret: Uint8Array, grant: UploadGrant, signature: string): boolean {
  const expected = Buffer.from(signUpload(secret, grant));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
