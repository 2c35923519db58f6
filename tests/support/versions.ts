import { join } from "node:path";
import { createValidator, defaultLimits } from "../../manifests/index.ts";
import { diskBlobStore } from "../../server/adapters/blobs/disk.ts";
import { openDatabase } from "../../server/database/database.ts";
import { createByteBudget } from "../../server/domain/byte-budget.ts";
import type { BlobStore } from "../../server/domain/ports.ts";
import { draftKey } from "../../server/domain/versions/blob-keys.ts";
import type { Engine } from "./engines.ts";
import { declared, filesOf, type Source } from "./publish.ts";
import { temporaryFolder } from "./temporary.ts";

/** A real database and real blobs without a server around them, and a clock that only the test moves. */
export async function versionTools(engine: Engine) {
  const folder = await temporaryFolder();
  const database = openDatabase(await engine.createDatabase(folder));
  await database.migrate();
  const clock = { now: Date.now() };
  const blobs: BlobStore = diskBlobStore({
    folder: join(folder, "blobs"),
    secret: Buffer.alloc(32),
    uploadUrl: () => "http://127.0.0.1/uploads",
  });
  const validator = createValidator();
  const now = () => clock.now;
  await database.apps.insert({
    name: "shop",
    repository: "default",
    namespace: "shop",
    revision: "1",
    createdAt: now(),
  });
  return {
    clock,
    tools: {
      database,
      blobs,
      limits: defaultLimits,
      validate: validator.validate,
      fluxSetsNamespace: false,
      memory: createByteBudget(1024),
      nudge: () => {},
      now,
    },
    async close() {
      await validator.close();
      await database.close();
    },
  };
}

/** What a pipeline asks for that drafts a version of the app `shop`. */
export const request = (id: string, files?: Record<string, string>) => ({
  app: "shop",
  id,
  files: declared(sourceOf(id, files)),
  caller: "ci",
});

/** Puts a draft's files where their upload URLs would. */
export async function putFiles(
  blobs: BlobStore,
  version: { app: string; id: string; draftId: string },
  files?: Record<string, string>,
): Promise<void> {
  for (const [path, text] of Object.entries(sourceOf(version.id, files)))
    await blobs.write(draftKey(version, path), Buffer.from(text));
}

const sourceOf = (version: string, files?: Record<string, string>) => {
  const source: Source = { app: "shop", version };
  return filesOf(files ? { ...source, files } : source);
};
