import type { ApiKey } from "../database/api-keys.ts";
import type { Database } from "../database/database.ts";
import { authenticate, type Caller } from "../domain/access/api-keys.ts";
import { DomainError } from "../domain/errors.ts";
import { keepUnchanged } from "./unchanged.ts";

export interface Admission {
  caller: Caller;
  /** The state of the database in which the key was good. */
  asOf: string;
}

const KEYS = 1000;

/** Lets callers in by their key. Throws `unauthenticated` where the header holds no usable one. */
export function createAdmission(
  { apiKeys, asOf }: Pick<Database, "apiKeys" | "asOf">,
  now: () => number,
): (authorization: string | undefined) => Promise<Admission> {
  const unlessUnchanged = keepUnchanged<ApiKey | undefined>(KEYS, () => 1);
  return async (authorization) => {
    const [, text] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
    if (text === undefined) throw unauthenticated(MISSING);
    let state = "";
    const find = async (id: string) => {
      state = await asOf();
      return unlessUnchanged(id, state, () => apiKeys.find(id));
    };
    const key = await authenticate({ apiKeys: { find, touch: apiKeys.touch } }, text, now());
    if (!key) throw unauthenticated(UNUSABLE);
    return { caller: callerOf(key), asOf: state };
  };
}

const MISSING =
  "Send `Authorization: Bearer dsm_…`. The CLIs take the key from DEPLOYSMITH_API_KEY; `smithd keys create NAME` makes one.";
const UNUSABLE =
  "The API key is not known here, has expired or was revoked. `smithd keys create NAME` makes another.";

const unauthenticated = (detail: string) => new DomainError("unauthenticated", detail);

const callerOf = ({ id, name, createdAt, expiresAt }: ApiKey): Caller => ({
  keyId: id,
  name,
  createdAt,
  ...(expiresAt !== undefined && { expiresAt }),
});
