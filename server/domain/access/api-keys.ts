import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { ApiKey } from "../../database/api-keys.ts";
import type { Tables } from "../../database/database.ts";
import { keyExpired } from "../errors.ts";

/** `dsm_<id>_<secret>`: the id finds the row, only the secret's SHA-256 is stored. */
const FORMAT = /^dsm_([a-z0-9]{12})_([A-Za-z0-9]{40})$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}$/;
const TOUCH_EVERY = 60_000;

/** Who is asking: the API key behind a request. */
export interface Caller {
  keyId: string;
  name: string;
  createdAt: number;
  expiresAt?: number;
}

export class KeyNameError extends Error {}

/**
 * A new key: the row to store and the text to hand out, which is the only copy of the secret. Throws a KeyNameError, or
 * `key-invalid` where it would have ended already.
 */
export function mintApiKey(name: string, now: number, expiresAt?: number): { key: ApiKey; text: string } {
  if (!NAME.test(name))
    throw new KeyNameError(
      "A key's name has 1 to 64 letters, digits, spaces, ., _, @ and -, and starts with a letter or digit.",
    );
  if (expiresAt !== undefined && expiresAt <= now) throw keyExpired(expiresAt);
  const id = randomText(12, "abcdefghijklmnopqrstuvwxyz0123456789");
  const secret = randomText(40, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  const key = { id, name, secretSha256: sha256(secret), createdAt: now };
  return {
    key: expiresAt === undefined ? key : { ...key, expiresAt },
    text: `dsm_${id}_${secret}`,
  };
}

/** The key behind a secret, or undefined where it is unknown, expired or revoked. */
export async function authenticate(
  { apiKeys }: { apiKeys: Pick<Tables["apiKeys"], "find" | "touch"> },
  text: string,
  now: number,
): Promise<ApiKey | undefined> {
  const [, id, secret] = FORMAT.exec(text) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const key = await apiKeys.find(id);
  // Compared even where there is no such key, so that the time tells nothing.
  const matches = timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(key?.secretSha256 ?? sha256("")));
  if (!key || !matches || key.revokedAt !== undefined || (key.expiresAt ?? Infinity) <= now) return undefined;
  if (now - (key.lastUsedAt ?? 0) > TOUCH_EVERY) await apiKeys.touch(key.id, now);
  return key;
}

const sha256 = (text: string) => hash("sha256", text);

/** Without bias: bytes beyond the last whole multiple of the alphabet are drawn again. */
function randomText(length: number, alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length)
    for (const byte of randomBytes(length))
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length];
  return text;
}
