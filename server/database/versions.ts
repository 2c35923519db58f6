import type { Knex } from "knex";
import type { DeclaredFile } from "../domain/versions/digest.ts";
import type { ObjectsOfView } from "../../manifests/index.ts";
import { given, rowsOf } from "./given.ts";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";
import type { Recording } from "./recording.ts";
import { withPrefix } from "./version-prefix.ts";
import {
  draftColumns,
  keyOf,
  publishedColumns,
  toVersion,
  versionColumns,
  type DraftRow,
  type Published,
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

export function versions(db: Knex, recording: Recording) {
  const table = (on = db) => on<VersionRow>("versions");
  const files = (on = db) => on<DeclaredFile & { version_uid: string }>("version_files");
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
    insertDraft: (draft: DraftRow, declared: DeclaredFile[]): Promise<Version | undefined> =>
      recording(async (on, record) => {
        const { uid, app, id } = draft;
        const [inserted] = await table(on)
          .insert({ ...draftColumns(draft), uid, app, id, id_key: keyOf(id), created_at: draft.now })
          .onConflict(["app", "id_key"])
          .ignore()
          .returning("*");
        if (!inserted) return undefined;
        await insertFiles(on, uid, declared);
        record({ type: "version.drafted", app, version: id });
        return toVersion(inserted);
      }),
    /** Puts a new draft in the place of `seen`, and returns it; undefined where that changed in the meantime. */
    replaceDraft: (seen: Version, draft: DraftRow, declared: DeclaredFile[]): Promise<Version | undefined> =>
      recording(async (on, record) => {
        const [replaced] = await table(on)
          .where(asSeen(seen))
          .update({ ...draftColumns(draft), id: draft.id })
          .returning("*");
        if (!replaced) return undefined;
        await files(on).where({ version_uid: seen.uid }).delete();
        await insertFiles(on, seen.uid, declared);
        record({ type: "version.drafted", app: seen.app, version: draft.id });
        return toVersion(replaced);
      }),
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
    markPublished: (uid: string, publisher: string, published: Published): Promise<boolean> =>
      recording(async (on, record) => {
        const [marked] = await table(on)
          .where({ uid, publishing_by: publisher, status: "publishing" })
          .update(publishedColumns(published))
          .returning(["app", "id"]);
        if (!marked) return false;
        record({ type: "version.published", app: marked.app, version: marked.id });
        return true;
      }),
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
    markExpired: (version: Version): Promise<boolean> =>
      recording(async (on, record) => {
        const expired = await table(on)
          .where(asSeen(version))
          .update({ status: "expired", publishing_by: null, publishing_until: null });
        if (expired === 0) return false;
        record({ type: "version.expired", app: version.app, version: version.id });
        return true;
      }),
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
