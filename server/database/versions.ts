import type { Knex } from "knex";
import type { Fault } from "../domain/errors.ts";
import type { Skipped } from "../domain/policies/match.ts";
import type { DeclaredFile } from "../domain/versions/digest.ts";
import type { ObjectsOfView, VersionMetadata } from "../../manifests/index.ts";
import { given, rowsOf } from "./given.ts";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";
import { withPrefix } from "./version-prefix.ts";
import {
  draftColumns,
  keyOf,
  metadataColumns,
  toVersion,
  versionColumns,
  type DraftRow,
  type Version,
  type VersionRow,
  type VersionStatus,
} from "./version-rows.ts";

export type { Version } from "./version-rows.ts";

export interface VersionFilter {
  app: string;
  status: VersionStatus;
  branch?: string;
  tag?: string;
  committer?: string;
  /** A prefix of id, sha, branch or tag. */
  q?: string;
}

/** The version of an app that was published last. */
export interface LatestVersion {
  app: string;
  id: string;
  publishedAt: number;
  branch?: string;
  tag?: string;
}

export function versions(db: Knex) {
  const table = () => db<VersionRow>("versions");
  const files = () => db<DeclaredFile & { version_uid: string }>("version_files");
  return {
    /** Ids are unique without regard to case: finds whichever version has taken this one. */
    async find(app: string, id: string): Promise<Version | undefined> {
      const row = await table()
        .where({ app, id_key: keyOf(id) })
        .first(versionColumns);
      return row && toVersion(row);
    },
    /** As `find`, for versions of several apps at once. */
    async ofIds(ids: readonly { app: string; id: string }[]): Promise<Version[]> {
      if (ids.length === 0) return [];
      const { from, bindings } = given(
        db,
        { app: "text", id_key: "text" },
        ids.map(({ app, id }) => ({ app, id_key: keyOf(id) })),
      );
      const columns = versionColumns.map((column) => `v.${column}`).join(", ");
      const rows = await rowsOf<VersionRow>(
        db,
        // A cross join, because only that keeps SQLite to this order of the two.
        `SELECT ${columns} FROM ${from} CROSS JOIN versions AS v WHERE v.app = given.app AND v.id_key = given.id_key`,
        bindings,
      );
      return rows.map(toVersion);
    },
    async ofUids(uids: string[]): Promise<Version[]> {
      return (await table().whereIn("uid", uids).select(versionColumns)).map(toVersion);
    },
    async list(filter: VersionFilter, page: PageRequest): Promise<Page<Version>> {
      const source = filter.q === undefined ? table() : withPrefix(db, filter.app, keyOf(filter.q));
      void source.where(exactly(filter)).select(versionColumns);
      return newestFirst(source, { time: "listed_at", id: "uid" }, page, toVersion);
    },
    /** What was published last, of those of these apps that have a published version. */
    async latest(apps: readonly string[]): Promise<LatestVersion[]> {
      const { from, bindings } = given(
        db,
        { app: "text" },
        apps.map((app) => ({ app })),
      );
      const rows = await rowsOf<{ [Name in keyof LatestVersion]-?: LatestVersion[Name] | null }>(
        db,
        `SELECT v.app, v.id, v.published_at AS "publishedAt", v.branch, v.tag FROM ${from} CROSS JOIN versions AS v
         WHERE v.uid = (
           SELECT last.uid FROM versions AS last WHERE last.app = given.app AND last.status = 'published'
           ORDER BY last.listed_at DESC, last.uid DESC LIMIT 1)`,
        bindings,
      );
      return rows.map((row) => present(row) as LatestVersion);
    },
    /** The latest ids, for near matches. */
    async recentIds(app: string): Promise<string[]> {
      const query = table().where({ app, status: "published" }).select("id");
      return (await query.orderBy("listed_at", "desc").limit(500)).map(({ id }) => id);
    },
    /** What published versions bring into which environment, by their uids. */
    async objects(uids: readonly string[]): Promise<Map<string, ObjectsOfView[]>> {
      if (uids.length === 0) return new Map();
      const rows = await table().whereIn("uid", uids).select("uid", "objects");
      return new Map(rows.map(({ uid, objects }) => [uid, JSON.parse(objects) as ObjectsOfView[]]));
    },
    /** The files of several versions, by the versions' uids; each one's by path. */
    async filesOfAll(uids: readonly string[]): Promise<Map<string, DeclaredFile[]>> {
      const rows = await files().whereIn("version_uid", uids).orderBy(["version_uid", "path"]);
      const groups = Map.groupBy(rows, (row) => row.version_uid);
      return new Map(
        [...groups].map(([uid, group]) => [
          uid,
          group.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
        ]),
      );
    },
    async files(uid: string): Promise<DeclaredFile[]> {
      return files().where({ version_uid: uid }).select("path", "size", "sha256").orderBy("path");
    },
    /** The draft as it was written; undefined where the id is taken. */
    async insertDraft(draft: DraftRow, declared: DeclaredFile[]): Promise<Version | undefined> {
      const row = {
        ...draftColumns(draft),
        uid: draft.uid,
        app: draft.app,
        id: draft.id,
        id_key: keyOf(draft.id),
      };
      const [inserted] = await table()
        .insert({ ...row, created_at: draft.now })
        .onConflict(["app", "id_key"])
        .ignore()
        .returning("*");
      if (!inserted) return undefined;
      await insertFiles(db, draft.uid, declared);
      return toVersion(inserted);
    },
    /** Puts a new draft in the place of `seen`, and returns it; undefined where that changed in the meantime. */
    async replaceDraft(
      seen: Version,
      draft: DraftRow,
      declared: DeclaredFile[],
    ): Promise<Version | undefined> {
      const [replaced] = await table()
        .where(asSeen(seen))
        .update({ ...draftColumns(draft), id: draft.id })
        .returning("*");
      if (!replaced) return undefined;
      await files().where({ version_uid: seen.uid }).delete();
      await insertFiles(db, seen.uid, declared);
      return toVersion(replaced);
    },
    /** Seals a draft, or takes over a publish whose lease has lapsed; false where somebody else was first. */
    async seal(version: Version, publisher: string, now: number, until: number): Promise<boolean> {
      const sealed = await table()
        .where({ uid: version.uid, draft_id: version.draftId })
        .where((open) =>
          open
            .where({ status: "draft" })
            .orWhere((lapsed) => lapsed.where({ status: "publishing" }).where("publishing_until", "<", now)),
        )
        .update({ status: "publishing", publishing_by: publisher, publishing_until: until });
      return sealed > 0;
    },
    /** Holds on to a sealed version, if this publisher still does. */
    async renewSeal(uid: string, publisher: string, until: number): Promise<void> {
      await table()
        .where({ uid, publishing_by: publisher, status: "publishing" })
        .update({ publishing_until: until });
    },
    /** Makes a sealed version a draft again, if this publisher still holds it. */
    async unseal(uid: string, publisher: string): Promise<void> {
      await table()
        .where({ uid, publishing_by: publisher, status: "publishing" })
        .update({ status: "draft", publishing_by: null, publishing_until: null });
    },
    /** False where this publisher lost its lease. */
    async markPublished(
      uid: string,
      publisher: string,
      published: {
        now: number;
        date: number;
        metadata: VersionMetadata;
        warnings: Fault[];
        skipped: Skipped[];
        objects: ObjectsOfView[];
      },
    ): Promise<boolean> {
      const marked = await table()
        .where({ uid, publishing_by: publisher, status: "publishing" })
        .update({
          status: "published",
          publishing_by: null,
          publishing_until: null,
          expires_at: null,
          published_at: published.now,
          listed_at: published.now,
          warnings: JSON.stringify(published.warnings),
          skipped: JSON.stringify(published.skipped),
          objects: JSON.stringify(published.objects),
          ...metadataColumns(published.metadata, published.date),
        });
      return marked > 0;
    },
    /** Drafts whose time is over, and publishes that nobody finished by then. */
    async overdue(now: number, limit: number): Promise<Version[]> {
      const rows = await table()
        .where("expires_at", "<=", now)
        .where((either) =>
          either
            .where({ status: "draft" })
            .orWhere((lapsed) => lapsed.where({ status: "publishing" }).where("publishing_until", "<", now)),
        )
        .select(versionColumns)
        .limit(limit);
      return rows.map(toVersion);
    },
    async markExpired(version: Version): Promise<boolean> {
      const expired = await table()
        .where(asSeen(version))
        .update({ status: "expired", publishing_by: null, publishing_until: null });
      return expired > 0;
    },
  };
}

/** Also a lease that was renewed, or taken over, since then is a change. */
const asSeen = ({ uid, draftId, status, publishingUntil }: Version) => ({
  uid,
  draft_id: draftId,
  status,
  publishing_until: publishingUntil ?? null,
});

async function insertFiles(db: Knex, uid: string, declared: DeclaredFile[]): Promise<void> {
  const rows = declared.map(({ path, size, sha256 }) => ({ version_uid: uid, path, size, sha256 }));
  await db.batchInsert("version_files", rows, 200);
}

const exactly = (filter: VersionFilter) => ({
  app: filter.app,
  status: filter.status,
  ...(filter.branch !== undefined && { branch: filter.branch }),
  ...(filter.tag !== undefined && { tag: filter.tag }),
  ...(filter.committer !== undefined && { committer: filter.committer }),
});
