import { setTimeout as sleep } from "node:timers/promises";
import type { ObjectsOfView, Verdict, VersionMetadata, VersionToValidate } from "../../../manifests/index.ts";
import type { App } from "../../database/apps.ts";
import type { Database, Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { Version } from "../../database/versions.ts";
import { requestAutomatic } from "../deployments/automatic.ts";
import { laterThan, lockActive } from "../deployments/request.ts";
import {
  draftExpired,
  draftReplaced,
  manifestsInvalid,
  versionBeingPublished,
  versionContentDiffers,
  type Fault,
} from "../errors.ts";
import { inTurns } from "../in-turns.ts";
import { newId } from "../new-id.ts";
import type { BlobStore } from "../ports.ts";
import { draftKeys, publishedKey } from "./blob-keys.ts";
import type { DeclaredFile } from "./digest.ts";
import { isOverdue, UPLOADS_OVER } from "./draft.ts";
import { findActiveApp } from "../apps.ts";
import type { ByteBudget } from "../byte-budget.ts";
import { findVersion } from "./find.ts";
import { readDraft } from "./verify.ts";

/** How long after its last sign of life another may take a publish over. */
const LEASE = 18_000;
const WAIT_FOR_ANOTHER = 30_000;
const WRITES_AT_ONCE = 16;

export interface Published {
  version: Version;
  deployments: Deployment[];
}

interface Tools {
  database: Database;
  blobs: BlobStore;
  /** Settles the verdict on a version's files, however long or hostile they are. */
  validate: (version: VersionToValidate) => Promise<Verdict>;
  fluxSetsNamespace: boolean;
  /** For the files that are being published, which are in memory as a whole. */
  memory: ByteBudget;
  /** Called after deployments were queued. */
  nudge: () => void;
  now: () => number;
}

interface Checked {
  metadata: VersionMetadata;
  warnings: Fault[];
  objects: ObjectsOfView[];
}

interface Request {
  app: string;
  id: string;
  digest: string;
  /** Whether fields that are not known become warnings. */
  acceptUnknownFields?: boolean;
}

/**
 * Publishes the draft that has this digest, or returns what publishing it gave before. While another publishes the same
 * digest it waits for that one. Throws the conflicts of the contract, and `manifests-invalid` with every violation;
 * after any failure the version is a draft again.
 */
export async function publishVersion(tools: Tools, request: Request): Promise<Published> {
  const publisher = newId();
  const giveUpAt = tools.now() + WAIT_FOR_ANOTHER;
  // Whoever publishes, the result is read by the turn after: the same for the publisher and for those that waited.
  for (;;) {
    const version = await findVersion(tools.database, request.app, request.id);
    if (version.status === "published") return resultOf(tools.database, version, request.digest);
    refuseUnlessPublishable(version, request.digest, tools.now());
    const now = tools.now();
    if (await tools.database.versions.seal(version, publisher, now, now + LEASE)) {
      if (await publishSealed(tools, version, publisher, request)) tools.nudge();
    } else if (now > giveUpAt) {
      throw versionBeingPublished(version.id, 2);
    } else {
      await sleep(50);
    }
  }
}

async function resultOf(tables: Tables, version: Version, digest: string): Promise<Published> {
  if (version.digest !== digest) throw versionContentDiffers(version.app, version.id);
  return { version, deployments: await tables.deployments.autoOf(version.uid) };
}

function refuseUnlessPublishable(version: Version, digest: string, now: number): void {
  if (version.digest !== digest) throw draftReplaced(version.id);
  if (version.status === "expired" || (version.status === "draft" && isOverdue(version, now)))
    throw draftExpired(version.id);
}

/** False where the lease was lost to another publisher, who then decides. */
async function publishSealed(
  tools: Tools,
  version: Version,
  publisher: string,
  request: Request,
): Promise<boolean> {
  // Renewed beside the work: validation alone may take long, and what outlived its lease would be done in vain.
  const renewal = setInterval(() => {
    void tools.database.versions
      .renewSeal(version.uid, publisher, tools.now() + LEASE)
      .catch(() => "The next one may succeed.");
  }, LEASE / 3);
  try {
    const app = await findActiveApp(tools.database, version.app);
    const files = await tools.database.versions.files(version.uid);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const checked = await tools.memory.within(bytes, () => checkAndCopy(tools, app, version, files, request));
    return await record(tools, app, version, publisher, { ...checked, files });
  } catch (error) {
    await tools.database.versions.unseal(version.uid, publisher);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** Reads every file once; what was read is what is checked and what is written. */
async function checkAndCopy(
  { blobs, validate, fluxSetsNamespace }: Tools,
  app: App,
  version: Version,
  declared: DeclaredFile[],
  { acceptUnknownFields = false }: Request,
): Promise<Checked> {
  const files = await readDraft(blobs, version, declared);
  const { metadata, violations, warnings, objects } = await validate({
    app: app.name,
    version: version.id,
    files,
    acceptUnknownFields,
    namespace: fluxSetsNamespace ? "from-flux" : app.namespace === undefined ? {} : { app: app.namespace },
  });
  if (violations.length > 0 || !metadata) throw manifestsInvalid(violations);
  await inTurns(files, WRITES_AT_ONCE, ({ path, bytes }) => blobs.write(publishedKey(version, path), bytes));
  return { metadata, warnings, objects };
}

/** One transaction: whoever sees the version published also sees the deployments that its policies asked for. */
async function record(
  { database, now }: Tools,
  app: App,
  version: Version,
  publisher: string,
  { files, metadata, warnings, objects }: Checked & { files: DeclaredFile[] },
): Promise<boolean> {
  return database.transaction(async (tables) => {
    await lockActive(tables, app);
    const time = laterThan(await tables.deployments.lastAcceptedAt(app.name), now);
    const { deployments, skipped } = await requestAutomatic(tables, app, { version, metadata, now: time });
    const published = { now: time, date: Date.parse(metadata.date), metadata, warnings, skipped, objects };
    if (!(await tables.versions.markPublished(version.uid, publisher, published))) return false;
    await tables.deployments.insert(deployments);
    // Removed once no URL can bring the draft's objects back.
    await tables.blobRemovals.add(draftKeys(version, files), time + UPLOADS_OVER);
    return true;
  });
}
