import { createHash } from "node:crypto";
import { Agent, request } from "undici";
import { addressOf, urlOf } from "../../../server/adapters/blobs/s3/location.ts";
import { createSigner } from "../../../server/adapters/blobs/s3/sign.ts";
import type { S3Server } from "./s3-server.ts";

export interface S3TestRequest {
  method: string;
  /** The server itself without one. */
  bucket?: string;
  key?: string;
  query?: Record<string, string>;
  /** By lower-case name; all of them are signed. */
  headers?: Record<string, string>;
  body?: Uint8Array;
}

export interface S3TestAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Whom a server's certificate is from is for smithd to look at. */
const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });

/** One plain signed request, behind smithd's back. Resolves to any answer. */
export async function s3Request(
  server: S3Server,
  asked: S3TestRequest,
  signal?: AbortSignal,
): Promise<S3TestAnswer> {
  const { method, bucket, key, query = {}, headers, body } = asked;
  const { region, endpoint, accessKeyId, secretAccessKey } = server;
  const place = { region, endpoint, publicEndpoint: endpoint, pathStyle: true, prefix: "" };
  const address = addressOf({ ...place, bucket: bucket ?? "" }, key);
  const hash = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  const signer = createSigner(region, async () => ({ accessKeyId, secretAccessKey }));
  const signed = await signer.sign({
    method,
    address,
    query,
    headers: { "x-amz-content-sha256": hash, ...headers },
  });
  const answer = await request(urlOf(address, query), {
    method: method as "GET",
    headers: signed.headers,
    body: body ?? null,
    dispatcher,
    ...(signal && { signal }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: Buffer.from(await answer.body.arrayBuffer()),
  };
}
