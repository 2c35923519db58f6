import { randomBytes } from "node:crypto";
import { s3Request, type S3TestAnswer, type S3TestRequest } from "./request.ts";
import type { S3Server } from "./s3-server.ts";

/** Makes a new and empty bucket, and resolves to its name. It ends with its server. */
export async function makeBucket(server: S3Server): Promise<string> {
  const bucket = `test-${randomBytes(8).toString("hex")}`;
  await succeed(server, { method: "PUT", bucket });
  return bucket;
}

/** The bytes of an object; undefined where there is none. */
export async function readObject(server: S3Server, bucket: string, key: string): Promise<Buffer | undefined> {
  const { status, body } = await succeed(server, { method: "GET", bucket, key }, [200, 404]);
  return status === 404 ? undefined : body;
}

/** Puts an object there, over any that is there already. */
export async function putObject(
  server: S3Server,
  bucket: string,
  key: string,
  body: Uint8Array,
): Promise<void> {
  await succeed(server, { method: "PUT", bucket, key, body });
}

/** Removes an object, if it is there. */
export async function deleteObject(server: S3Server, bucket: string, key: string): Promise<void> {
  await succeed(server, { method: "DELETE", bucket, key }, [200, 204]);
}

/** Every key of a bucket, in S3's order; `pageSize` keys with each request, at most 1000. */
export async function listKeys(server: S3Server, bucket: string, pageSize = 1000): Promise<string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const query = {
      "list-type": "2",
      "max-keys": String(pageSize),
      ...(token !== undefined && { "continuation-token": token }),
    };
    const page = (await succeed(server, { method: "GET", bucket, query })).body.toString();
    keys.push(...textsIn(page, "Key"));
    token = textsIn(page, "NextContinuationToken")[0];
  } while (token !== undefined);
  return keys;
}

async function succeed(server: S3Server, asked: S3TestRequest, expected = [200]): Promise<S3TestAnswer> {
  const answer = await s3Request(server, asked);
  if (expected.includes(answer.status)) return answer;
  const { method, bucket, key = "" } = asked;
  throw new Error(`${server.name}: ${answer.status} to ${method} ${bucket}/${key}\n${String(answer.body)}`);
}

const textsIn = (xml: string, element: string) =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text]) => plain(text!));

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

const plain = (text: string) =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16))
        : (NAMED[name] ?? whole),
  );
