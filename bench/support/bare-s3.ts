/**
 * What storing a version costs at the least: a process that puts its files into a bucket, reads them, and puts them
 * there once more, as many at once as forge and smithd, with smithd's own client, and looks at nothing.
 */
import { s3Client } from "../../server/adapters/blobs/s3/client.ts";
import type { S3Location } from "../../server/adapters/blobs/s3/location.ts";
import { createSigner, type Credentials } from "../../server/adapters/blobs/s3/sign.ts";
import { createTransport } from "../../server/adapters/blobs/s3/transport.ts";
import { inTurns } from "../../server/domain/in-turns.ts";
import { answerMessages } from "./processes.ts";

export interface ToStore {
  /** Its prefix must be another each time, so that nothing lies there. */
  location: S3Location;
  credentials: Credentials;
  files: { path: string; bytes: Uint8Array }[];
}

/** Milliseconds. */
export interface Stored {
  /** Of the first time that they were put there. */
  upload: number;
  all: number;
}

/** As forge has it (cli-forge/publish/upload-all.ts), and smithd (server/domain/versions). */
const UPLOADS_AT_ONCE = 8;
const AT_ONCE = 16;

/** Its connections are kept open from one version to the next, as smithd's are. */
const transport = createTransport();

answerMessages(async ({ location, credentials, files }: ToStore): Promise<Stored> => {
  const signer = createSigner(location.region, async () => credentials);
  const client = s3Client(location, signer, transport);
  const put = (folder: string, atOnce: number) =>
    inTurns(files, atOnce, ({ path, bytes }) =>
      client({ method: "PUT", key: `${folder}/${path}`, body: bytes }, [200]),
    );
  const startedAt = performance.now();
  await put("drafts", UPLOADS_AT_ONCE);
  const upload = performance.now() - startedAt;
  await inTurns(files, AT_ONCE, ({ path, bytes }) =>
    client({ method: "GET", key: `drafts/${path}`, atMost: bytes.length }, [200]),
  );
  await put("published", AT_ONCE);
  return { upload, all: performance.now() - startedAt };
});
