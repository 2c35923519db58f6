/**
 * What publishing costs at the least: a process that has long been running, as smithd, reads files from a bucket and puts
 * them there once more, as many at once as smithd, with its client, and looks at nothing. It can put them there first, too.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { s3Client } from "../../server/adapters/blobs/s3/client.ts";
import type { S3Location } from "../../server/adapters/blobs/s3/location.ts";
import { createSigner, type Credentials } from "../../server/adapters/blobs/s3/sign.ts";
import { createTransport } from "../../server/adapters/blobs/s3/transport.ts";
import { inTurns } from "../../server/domain/in-turns.ts";
import { answerMessages } from "./processes.ts";

export interface ToStore {
  /** Its prefix must be another each time, so that nothing is published there. */
  location: S3Location;
  credentials: Credentials;
  /** They lie in `drafts/`, where they were uploaded to, */
  files: { path: string; size: number }[];
  /** unless they still lie in this folder. */
  folder?: string;
}

/** As smithd has it (server/domain/versions), */
const AT_ONCE = 16;
/** and as forge has it (cli-forge/publish/upload-all.ts). */
const UPLOADS_AT_ONCE = 8;

/** Its connections are kept open from one version to the next, as smithd's are. */
const transport = createTransport();

/** Milliseconds. */
answerMessages(async ({ location, credentials, files, folder }: ToStore): Promise<number> => {
  const client = s3Client(
    location,
    createSigner(location.region, async () => credentials),
    transport,
  );
  const startedAt = performance.now();
  if (folder !== undefined)
    await inTurns(files, UPLOADS_AT_ONCE, ({ path }) =>
      client({ method: "PUT", key: `drafts/${path}`, body: readFileSync(join(folder, path)) }, [200]),
    );
  const read = await inTurns(files, AT_ONCE, async ({ path, size }) => {
    const { body } = await client({ method: "GET", key: `drafts/${path}`, atMost: size }, [200]);
    return { path, body };
  });
  await inTurns(read, AT_ONCE, ({ path, body }) =>
    client({ method: "PUT", key: `published/${path}`, body }, [200]),
  );
  return performance.now() - startedAt;
});
