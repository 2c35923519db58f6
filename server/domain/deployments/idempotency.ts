import type { Tables } from "../../database/database.ts";
import type { Deployment, Idempotency } from "../../database/deployments.ts";
import { idempotencyKeyReused } from "./refusals.ts";
import { sha256Hex } from "../versions/digest.ts";

/** A request that can be known again: by whose API key, under which word of the caller's, and what it asks for. */
export const idempotencyOf = (apiKeyId: string, key: string, asked: object): Idempotency => ({
  apiKeyId,
  key,
  requestSha256: sha256Hex(
    Buffer.from(JSON.stringify(Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)))),
  ),
});

/** What the first request with the same key made; undefined where there was none. Throws `idempotency-key-reused`. */
export type FirstRequests = (request: Repeatable) => Deployment | undefined;

interface Repeatable {
  idempotency?: Idempotency;
}

/** Asked once for all of these requests. */
export async function firstRequests(
  { deployments }: Pick<Tables, "deployments">,
  requests: readonly Repeatable[],
): Promise<FirstRequests> {
  const keys = requests.flatMap(({ idempotency }) => idempotency ?? []);
  const found = await deployments.ofIdempotencyKeys(keys);
  const first = new Map(found.map((deployment) => [nameOf(deployment.idempotency!), deployment]));
  return ({ idempotency }) => {
    if (!idempotency) return undefined;
    const before = first.get(nameOf(idempotency));
    if (before && before.idempotency!.requestSha256 !== idempotency.requestSha256)
      throw idempotencyKeyReused(before.id);
    return before;
  };
}

const nameOf = ({ apiKeyId, key }: Idempotency) => `${apiKeyId} ${key}`;
