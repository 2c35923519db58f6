import { addressOf, type S3Location } from "../../server/adapters/blobs/s3/location.ts";
import { createSigner, type Credentials } from "../../server/adapters/blobs/s3/sign.ts";
import { goTool } from "../../tests/support/go-tool.ts";
import { makeBucket } from "../../tests/support/s3/bucket.ts";
import { MODULES, startS3Server } from "../../tests/support/s3/servers.ts";
import type { Scene } from "../benchmark.ts";
import type { ToUpload } from "./bare-upload.ts";

/** A bucket of a real S3 server that runs for one benchmark. */
export interface Storage {
  /** A part of the bucket. */
  location(prefix: string): S3Location;
  credentials: Credentials;
  /** With these smithd keeps versions there. */
  settings: Record<string, string>;
}

/** Builds versitygw where that was not done yet; it needs Go, and some minutes. */
export async function openStorage({ say, cleanUp }: Scene): Promise<Storage> {
  await goTool(MODULES.versitygw);
  say("Starting versitygw");
  const server = await startS3Server("versitygw");
  cleanUp.defer(() => server.stop());
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const bucket = await makeBucket(server);
  const place = { bucket, region, endpoint, publicEndpoint: endpoint, pathStyle: true };
  return {
    location: (prefix) => ({ ...place, prefix }),
    credentials: { accessKeyId, secretAccessKey },
    settings: {
      SMITHD_BLOBS_URL: `s3://${bucket}/smithd?${new URLSearchParams({ region, endpoint }).toString()}`,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  };
}

/** Signed URLs for putting files into `drafts/` of a part of the bucket. */
export function signUploads(
  { location, credentials }: Storage,
  prefix: string,
  paths: string[],
): Promise<ToUpload["uploads"]> {
  const place = location(prefix);
  const signer = createSigner(place.region, async () => credentials);
  const lifetime = { seconds: 300, now: Date.now() };
  return Promise.all(
    paths.map(async (path) => {
      const address = addressOf(place, `drafts/${path}`, "public");
      const url = await signer.presign({ method: "PUT", address, headers: {} }, lifetime);
      return { path, url, headers: {} };
    }),
  );
}
