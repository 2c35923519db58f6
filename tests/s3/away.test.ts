import { expect, test } from "vitest";
import { startFaultProxy } from "../support/fault-proxy.ts";
import { slowDown } from "../support/faults.ts";
import { makeBucket } from "../support/s3/bucket.ts";
import { openBucket, withoutAws } from "../support/s3/settings.ts";
import { blobsUrl, keysOf } from "../support/s3/smithd-on-s3.ts";
import { onEachS3Server } from "../support/s3/suite.ts";

onEachS3Server((server) => {
  const { set } = withoutAws();

  test("while S3 is away each call asks once, and once it is back each is patient again", async () => {
    set(keysOf(server()));
    const proxy = await startFaultProxy(server().endpoint);
    let asked = 0;
    let faults = Infinity;
    proxy.fault = () => (++asked <= faults ? slowDown : undefined);
    /** How often a call asks, and whether it succeeds. */
    const call = async () => {
      asked = 0;
      const ended = await store.check().then(
        () => "well",
        () => "away",
      );
      return [ended, asked];
    };
    const bucket = await makeBucket(server());
    const store = await openBucket({
      SMITHD_BLOBS_URL: blobsUrl(server(), bucket, { endpoint: proxy.endpoint }),
    });
    try {
      expect(await call()).toEqual(["away", 8]);
      expect(await call()).toEqual(["away", 1]);
      faults = 0;
      expect(await call()).toEqual(["well", 1]);
      faults = 2;
      expect(await call()).toEqual(["well", 3]);
    } finally {
      await proxy.close();
    }
  });
});
