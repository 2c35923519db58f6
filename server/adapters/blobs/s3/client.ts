import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isHopeless, isTemporary, refused, unanswered } from "./faults.ts";
import { addressOf, type S3Location } from "./location.ts";
import type { Signer } from "./sign.ts";
import type { Answer, Transport } from "./transport.ts";

export interface S3Request {
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Without the bucket's prefix; the bucket itself where it is absent. */
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** Bytes of an answer that are read; enough for an error by default. */
  atMost?: number;
}

/** Sends a request and settles with any answer among `expected`. Rejects with `blobs-unavailable` otherwise, after some attempts. */
export type S3Client = (request: S3Request, expected: readonly number[]) => Promise<Answer>;

/** With the pauses between them they outlast a storage that is restarted, or that asks to be spared. */
const ATTEMPTS = 8;
/** Milliseconds after which nothing is tried again. */
const PATIENCE = 25_000;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;
const ERROR_BYTES = 64 * 1024;

/** Everything that is sent is safe to repeat: an object never changes once it is there. */
export function s3Client(location: S3Location, signer: Signer, transport: Transport): S3Client {
  const attempt = async ({ method, key, query, headers, body, atMost = ERROR_BYTES }: S3Request) => {
    const signed = await signer.sign({
      method,
      address: addressOf(location, key),
      ...(query && { query }),
      headers: { ...headers, "x-amz-content-sha256": sha256Hex(body ?? "") },
    });
    return transport.send({ method, ...signed, ...(body && { body }), atMost });
  };
  // It is away where nobody was answered for as long as somebody tried; whoever asks then hears so after one attempt.
  let isAway = false;
  let answeredAt = 0;
  return async (request, expected) => {
    const startedAt = performance.now();
    for (let attempts = 1; ; attempts++) {
      const isLast = isAway || attempts === ATTEMPTS || performance.now() - startedAt > PATIENCE;
      const outcome = await attempt(request).catch((error: unknown) => ({ error }));
      const isUnanswered = "error" in outcome;
      const mayPass = isUnanswered ? !isHopeless(outcome.error) : isTemporary(outcome);
      if (!mayPass) {
        answeredAt = performance.now();
        isAway = false;
      } else if (isLast && answeredAt < startedAt) isAway = true;
      if (!isUnanswered && expected.includes(outcome.status)) return outcome;
      if (isLast || !mayPass)
        throw isUnanswered ? unanswered(outcome.error) : refused(request.method, outcome);
      await sleep(pauseAfter(attempts));
    }
  };
}

const sha256Hex = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** Doubled each time up to a limit, with half of it left to chance, so that many do not come back at the same moment. */
const pauseAfter = (attempts: number) =>
  Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * (0.5 + Math.random() / 2);
