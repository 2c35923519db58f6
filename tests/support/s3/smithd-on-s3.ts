import { setEnvironment } from "../environment.ts";
import { sqlite } from "../engines.ts";
import { startTestSmithd, type TestOptions, type TestSmithd } from "../smithd.ts";
import { makeBucket } from "./bucket.ts";
import type { S3Server } from "./s3-server.ts";

export interface SmithdOnS3 {
  smithd: TestSmithd;
  bucket: string;
  stop(): Promise<void>;
}

/** What SMITHD_BLOBS_URL says of a bucket; `parameters` are added to, or take the place of, those that lead there. */
export function blobsUrl(
  { region, endpoint }: S3Server,
  bucket: string,
  parameters: Record<string, string> = {},
): string {
  return `s3://${bucket}?${new URLSearchParams({ region, endpoint, ...parameters })}`;
}

/** Credentials where AWS's tools look first. */
export const keysOf = ({ accessKeyId, secretAccessKey }: S3Server) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});

/** A smithd whose versions lie in a new bucket, at `endpoint` where it is not to reach the server itself. */
export async function startSmithdOnS3(
  server: S3Server,
  { endpoint = server.endpoint, ...options }: TestOptions & { endpoint?: string } = {},
): Promise<SmithdOnS3> {
  const bucket = await makeBucket(server);
  const restore = setEnvironment({ ...keysOf(server), AWS_SESSION_TOKEN: undefined });
  const environment = { SMITHD_BLOBS_URL: blobsUrl(server, bucket, { endpoint }) };
  const smithd = await startTestSmithd(sqlite, { ...options, environment }).catch((error: unknown) => {
    restore();
    throw error;
  });
  return {
    smithd,
    bucket,
    async stop() {
      await smithd.stop();
      restore();
    },
  };
}
