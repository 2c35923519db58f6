import { beforeAll, afterAll } from "vitest";
import { s3BlobStore, type S3BlobStore } from "../../server/adapters/blobs/s3.ts";
import { blobStoreSuite } from "../support/blob-store-suite.ts";
import { makeBucket } from "../support/s3/bucket.ts";
import { onEachS3Server } from "../support/s3/suite.ts";

onEachS3Server((server) => {
  let store: S3BlobStore;
  beforeAll(async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = server();
    const bucket = await makeBucket(server());
    const location = { bucket, prefix: "team/", region, endpoint, publicEndpoint: endpoint, pathStyle: true };
    store = s3BlobStore({ ...location, credentials: async () => ({ accessKeyId, secretAccessKey }) });
  });
  afterAll(() => store?.close());
  blobStoreSuite(() => store);
});
