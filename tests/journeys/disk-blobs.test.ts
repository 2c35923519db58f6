import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { diskBlobStore, type DiskBlobStore } from "../../server/adapters/blobs/disk.ts";
import { blobStoreSuite } from "../support/blob-store-suite.ts";
import { sqlite } from "../support/engines.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

// smithd itself takes the uploads; the store beside it has the same folder and the same key.
let smithd: TestSmithd;
let store: DiskBlobStore;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
  store = diskBlobStore({
    folder: join(smithd.folder, "blobs"),
    secret: Buffer.from(readFileSync(join(smithd.folder, "upload-signing-key"), "utf8").trim(), "hex"),
    uploadUrl: () => `${smithd.url}/uploads`,
  });
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

blobStoreSuite(() => store);
