import type { Tables } from "../database/database.ts";
import { authenticate, type Caller } from "../domain/access/api-keys.ts";
import { DomainError } from "../domain/errors.ts";

/** Throws `unauthenticated` where the header holds no usable key. */
export async function callerOf(
  tables: Pick<Tables, "apiKeys">,
  authorization: string | undefined,
  now: number,
): Promise<Caller> {
  const [, text] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  const key = text === undefined ? undefined : await authenticate(tables, text, now);
  if (key)
    return {
      keyId: key.id,
      name: key.name,
      createdAt: key.createdAt,
      ...(key.expiresAt !== undefined && { expiresAt: key.expiresAt }),
    };
  throw new DomainError(
    "unauthenticated",
    text === undefined
      ? "Send `Authorization: Bearer dsm_…`. The CLIs take the key from DEPLOYSMITH_API_KEY; `smithd keys create NAME` makes one."
      : "The API key is not known here, has expired or was revoked. `smithd keys create NAME` makes another.",
  );
}
