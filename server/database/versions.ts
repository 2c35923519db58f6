import type { Knex } from "knex";
import type { Fault } from "../domain/errors.ts";
import type { Skipped } from "../domain/policies/match.ts";
import type { DeclaredFile } from "../domain/versions/digest.ts";
import type { ObjectsOfView, VersionMetadata } from "../../manifests/index.ts";
import { newestFirst, type Page, type PageRequest } from "./keyset.ts";
import { present } from "./present.ts";

export type VersionStatus = "draft" | "publishing" | "published" | "expired";

export interface Version {
  uid: string;
  app: string;
  id: string;
  status: VersionStatus;
  digest: string;
  /** New for every draft, so that the URLs of an earlier one write where nobody reads. */
  draftId: string;
  createdAt: number;
  createdBy: string;
  expiresAt?: number;
  publishedAt?: number;
  publishingUntil?: number;
  /** Epoch milliseconds of `metadata.date`. */
  date?: number;
  metadata?: VersionMetadata;
  warnings: Fault[];
  skipped: Skipped[];
}

export interface VersionFilter {
  app: string;
  status: VersionStatus;
  branch?: string;
  tag?: string;
  committer?: string;
  /** A prefix of id, sha, branch or tag. */
  q?: string;
}

interface Row {
  uid: string;
  app: string;
  id: string;
  id_key: string;
  status: VersionStatus;
  digest: string;
  draft_id: string;
  created_at: number;
  created_by: string;
  listed_at: number;
  expires_at: number | null;
  published_at: number | null;
  publishing_by: string | null;
  publishing_until: number | null;
  date: number | null;
  date_text: string | null;
  sha: string | null;
  branch: string | null;
  branch_key: string | null;
  tag: string | null;
  tag_key: string | null;
  committer: string | null;
  message: string | null;
  pull_request: string | null;
  build_number: string | null;
  build_url: string | null;
  warnings: string;
  skipped: string;
  objects: string;
}

/** What makes a Version. Not its objects, which may be more than all the rest, nor what is only searched. */
const columns = [
  ...(["uid", "app", "id", "status", "digest", "draft_id", "created_at", "created_by"] as const),
  ...(["listed_at", "expires_at", "published_at", "publishing_until", "date", "date_text"] as const),
  ...(["sha", "branch", "tag", "committer", "message", "pull_request", "build_number", "build_url"] as const),
  ...(["warnings", "skipped"] as const),
] satisfies (keyof Row)[];

/** A draft as it is first written or replaced. */
export type DraftRow = Pick<Version, "uid" | "app" | "id" | "digest" | "draftId" | "createdBy"> & {
  now: number;
  expiresAt: number;
};

const keyOf = (text: string) => text.toLowerCase();

export function versions(db: Knex) {
  const table = () => db<Row>("versions");
  const files = () => db<DeclaredFile & { version_uid: string }>("version_files");
  return {
    /** Ids are unique without regard to case: finds whichever version has taken this one. */
    async find(app: string, id: string): Promise<Version | undefined> {
      const row = await table()
        .where({ app, id_key: keyOf(id) })
        .first(columns);
      return row && toVersion(row);
    },
    async ofUids(uids: string[]): Promise<Version[]> {
      return (await table().whereIn("uid", uids).select(columns)).map(toVersion);
    },
    async list(filter: VersionFilter, page: PageRequest): Promise<Page<Version>> {
      const source = filter.q === undefined ? table() : withPrefix(db, filter.app, keyOf(filter.q));
      void source.where(exactly(filter)).select(columns);
      return newestFirst(source, { time: "listed_at", id: "uid" }, page, toVersion);
    },
    /** The latest ids, for near matches. */
    async recentIds(app: string): Promise<string[]> {
      const query = table().where({ app, status: "published" }).select("id");
      return (await query.orderBy("listed_at", "desc").limit(500)).map(({ id }) => id);
    },
    /** What a published version brings into which environment. */
    async objects(uid: string): Promise<ObjectsOfView[]> {
      const row = await table().where({ uid }).select("objects").first();
      return JSON.parse(row?.objects ?? "[]") as ObjectsOfView[];
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
        .where({ uid: seen.uid, draft_id: seen.draftId, status: seen.status })
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
        .select(columns)
        .limit(limit);
      return rows.map(toVersion);
    },
    async markExpired(version: Version): Promise<boolean> {
      const expired = await table()
        .where({ uid: version.uid, draft_id: version.draftId, status: version.status })
        .update({ status: "expired", publishing_by: null, publishing_until: null });
      return expired > 0;
    },
  };
}

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

/**
 * The versions whose id, sha, branch or tag starts with a text: one index range each, read before the table, so that it
 * costs what is found and not what there is. Ranges, not LIKE: they take the index on both engines and know no wildcards.
 */
function withPrefix(db: Knex, app: string, prefix: string): Knex.QueryBuilder<Row, Row[]> {
  const after = `${prefix}\u{10ffff}`;
  const [first, ...others] = ["id_key", "sha", "branch_key", "tag_key"].map((column) =>
    db("versions")
      .where({ app })
      .where(column, ">=", prefix)
      .where(column, "<", after)
      .select({ hit: "uid" }),
  );
  // A cross join, because only that keeps SQLite to this order of the two.
  const found: Knex.QueryBuilder<Row, Row[]> = db<Row>("versions").whereRaw("versions.uid = hits.hit");
  void found.with("hits", first!.union(others)).fromRaw("hits CROSS JOIN versions");
  return found;
}

const draftColumns = (draft: DraftRow) => ({
  status: "draft" as const,
  digest: draft.digest,
  draft_id: draft.draftId,
  created_by: draft.createdBy,
  listed_at: draft.now,
  expires_at: draft.expiresAt,
  publishing_by: null,
  publishing_until: null,
});

const metadataColumns = ({ date, git, build }: VersionMetadata, time: number) => ({
  date: time,
  date_text: date,
  sha: git.sha,
  branch: git.branch ?? null,
  branch_key: git.branch === undefined ? null : keyOf(git.branch),
  tag: git.tag ?? null,
  tag_key: git.tag === undefined ? null : keyOf(git.tag),
  committer: git.committer,
  message: git.message ?? null,
  pull_request: git.pullRequest ?? null,
  build_number: build?.number ?? null,
  build_url: build?.url ?? null,
});

function toVersion(row: Pick<Row, (typeof columns)[number]>): Version {
  return present({
    uid: row.uid,
    app: row.app,
    id: row.id,
    status: row.status,
    digest: row.digest,
    draftId: row.draft_id,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    publishedAt: row.published_at,
    publishingUntil: row.publishing_until,
    date: row.date,
    metadata: toMetadata(row),
    warnings: JSON.parse(row.warnings) as Fault[],
    skipped: JSON.parse(row.skipped) as Skipped[],
  });
}

function toMetadata(row: Pick<Row, (typeof columns)[number]>): VersionMetadata | null {
  if (row.date_text === null || row.sha === null || row.committer === null) return null;
  const build = present({ number: row.build_number, url: row.build_url });
  return {
    date: row.date_text,
    git: present({
      sha: row.sha,
      branch: row.branch,
      tag: row.tag,
      committer: row.committer,
      message: row.message,
      pullRequest: row.pull_request,
    }),
    ...(Object.keys(build).length > 0 && { build }),
  };
}
