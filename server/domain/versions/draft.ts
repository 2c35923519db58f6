import {
  checkLimits,
  checkPaths,
  isVersionId,
  missingVersionFile,
  suggestVersionId,
  VERSION_FILE,
  type Limits,
} from "../../../manifests/index.ts";
import type { Database } from "../../database/database.ts";
import type { Version } from "../../database/versions.ts";
import {
  draftExpired,
  filesInvalid,
  versionBeingPublished,
  versionContentDiffers,
  versionCorrupt,
  versionIdInvalid,
  versionIdTaken,
  versionPublished,
} from "../errors.ts";
import { inTurns } from "../in-turns.ts";
import { newId } from "../new-id.ts";
import type { BlobStore } from "../ports.ts";
import { abandonedKeys, draftKey } from "./blob-keys.ts";
import { byPath, versionDigest, type DeclaredFile } from "./digest.ts";
import { findActiveApp } from "../apps.ts";
import { findVersion } from "./find.ts";

export const DRAFT_LIFETIME = 7 * 24 * 3600 * 1000;
const UPLOAD_LIFETIME = 5 * 60 * 1000;
/** When nobody can upload to a draft that has ended: URLs were being signed at that moment, and the storage's clock may be behind. */
export const UPLOADS_OVER = UPLOAD_LIFETIME + 60 * 1000;
const AT_ONCE = 20;

export interface Upload {
  path: string;
  method: "PUT";
  url: string;
  headers: Record<string, string>;
  expiresAt: number;
}

export interface Draft {
  version: Version;
  /** Whether this request made the draft. */
  created: boolean;
  uploads: Upload[];
}

type Tools = { database: Database; blobs: BlobStore; limits: Limits; now: () => number };

/**
 * Drafts a version, or says what is left to upload of one that was drafted or published with the same files.
 * Throws `app-unknown`, `version-id-invalid`, `files-invalid` and the conflicts that the contract names for versionDraft.
 */
export async function draftVersion(
  tools: Tools,
  request: { app: string; id: string; files: DeclaredFile[]; caller: string },
): Promise<Draft> {
  await findActiveApp(tools.database, request.app);
  check(request.id, request.files, tools.limits);
  const digest = versionDigest(request.files);
  // Repeated only where another request changed the same version between our look and our write.
  for (;;) {
    const seen = await tools.database.versions.find(request.app, request.id);
    if (seen && !isFree(seen)) {
      const same = sameOrRefuse(seen, request.id, digest, tools.now());
      if (same)
        return { version: same, created: false, uploads: await uploadsOf(tools, same, request.files) };
    }
    // Not read again: another pipeline may replace it at once, and the answer to this one is still this draft.
    const version = await writeDraft(tools, seen, { ...request, digest });
    if (version)
      return { version, created: true, uploads: await uploadsOfNew(tools, version, request.files) };
  }
}

/** How often another draft may take a version's place while it is read. Beyond that its rows are damaged. */
const MANY_CHANGES = 10;

/**
 * Fresh URLs for what is missing. Throws `version-unknown`, `version-being-published`, `draft-expired` or
 * `version-published`.
 */
export async function renewUploads(tools: Tools, app: string, id: string): Promise<Draft> {
  for (let changes = 0; ; changes++) {
    const version = withoutLapsed(await findVersion(tools.database, app, id), tools.now());
    if (version.status === "published") throw versionPublished(version.id);
    if (version.status === "publishing") throw versionBeingPublished(version.id, 1);
    if (version.status === "expired" || isOverdue(version, tools.now())) throw draftExpired(version.id);
    const files = await tools.database.versions.files(version.uid);
    // Else another draft took its place between the two.
    if (versionDigest(files) === version.digest)
      return { version, created: false, uploads: await uploadsOf(tools, version, files) };
    if (changes === MANY_CHANGES) throw versionCorrupt(app, id, "The list of files");
  }
}

/** A publish that its lease has outlived holds nobody up: what it left is a draft. */
const withoutLapsed = (version: Version, now: number): Version =>
  version.status === "publishing" && version.publishingUntil! < now
    ? { ...version, status: "draft" }
    : version;

export const isOverdue = (version: Version, now: number) =>
  version.expiresAt !== undefined && version.expiresAt <= now;

const isFree = (version: Version) => version.status === "expired";

function check(id: string, files: DeclaredFile[], limits: Limits): void {
  if (!isVersionId(id)) throw versionIdInvalid(id, suggestVersionId(id));
  const hasVersionFile = files.some(({ path }) => path === VERSION_FILE);
  const violations = [
    ...checkPaths(files),
    ...checkLimits(files, limits),
    ...(hasVersionFile ? [] : [missingVersionFile]),
  ];
  if (violations.length > 0) throw filesInvalid(violations);
}

/** The version where it holds the same files, undefined where a draft may be replaced; throws where neither. */
function sameOrRefuse(seen: Version, id: string, digest: string, now: number): Version | undefined {
  if (seen.id !== id) throw versionIdTaken(id, seen.id);
  const version = withoutLapsed(seen, now);
  if (version.status === "publishing") throw versionBeingPublished(id, 1);
  if (version.status === "published") {
    if (version.digest !== digest) throw versionContentDiffers(version.app, id);
    return version;
  }
  return version.digest === digest && !isOverdue(version, now) ? version : undefined;
}

/** The draft as it was written; undefined where `seen` changed in the meantime. */
async function writeDraft(
  { database, now }: Tools,
  seen: Version | undefined,
  request: { app: string; id: string; files: DeclaredFile[]; digest: string; caller: string },
): Promise<Version | undefined> {
  const time = now();
  const draft = {
    uid: seen?.uid ?? newId(),
    app: request.app,
    id: request.id,
    digest: request.digest,
    draftId: newId(),
    createdBy: request.caller,
    now: time,
    expiresAt: time + DRAFT_LIFETIME,
  };
  return database.transaction(async (tables) => {
    if (!seen) return tables.versions.insertDraft(draft, request.files);
    const earlier = await tables.versions.files(seen.uid);
    const replaced = await tables.versions.replaceDraft(seen, draft, request.files);
    // Not before the old URLs are dead: a PUT after the removal would leave bytes that nobody knows of.
    if (replaced) await tables.blobRemovals.add(abandonedKeys(seen, earlier), time + UPLOADS_OVER);
    return replaced;
  });
}

/** Of a draft that others may have uploaded to: what is there already is left out. */
async function uploadsOf(tools: Tools, version: Version, files: DeclaredFile[]): Promise<Upload[]> {
  if (version.status === "published") return [];
  // Before the storage is asked, which may take minutes: where the draft ends meanwhile, its URLs must not outlive it.
  const expiresAt = tools.now() + UPLOAD_LIFETIME;
  const there = await inTurns(files, AT_ONCE, ({ path }) => tools.blobs.has(draftKey(version, path)));
  const missing = files.filter((_, index) => !there[index]);
  return sign(tools.blobs, version, missing, expiresAt);
}

/** Of a draft that was just made: nothing can lie under its keys. */
const uploadsOfNew = ({ blobs, now }: Tools, version: Version, files: DeclaredFile[]) =>
  sign(blobs, version, files, now() + UPLOAD_LIFETIME);

const sign = (blobs: BlobStore, version: Version, files: DeclaredFile[], expiresAt: number) =>
  inTurns([...files].sort(byPath), AT_ONCE, async (file): Promise<Upload> => {
    const ticket = await blobs.signUpload(draftKey(version, file.path), file, expiresAt);
    return { path: file.path, expiresAt, ...ticket };
  });
