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

/** What the first request with this key made; undefined where there was none. Throws `idempotency-key-reused`. */
export async function byKey(
  { deployments }: Pick<Tables, "deployments">,
  request: Idempotency | undefined,
): Promise<Deployment | undefined> {
  if (!request) return undefined;
  const first = await deployments.ofIdempotencyKey(request.apiKeyId, request.key);
  if (first && first.idempotency!.requestSha256 !== request.requestSha256)
    throw idempotencyKeyReused(first.id);
  return first;
}
