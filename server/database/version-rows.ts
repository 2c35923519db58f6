import type { Fault } from "../domain/errors.ts";
import type { Skipped } from "../domain/policies/match.ts";
import type { ObjectsOfView, VersionMetadata } from "../../manifests/index.ts";
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

export interface VersionRow {
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
export const versionColumns = [
  ...(["uid", "app", "id", "status", "digest", "draft_id", "created_at", "created_by"] as const),
  ...(["listed_at", "expires_at", "published_at", "publishing_until", "date", "date_text"] as const),
  ...(["sha", "branch", "tag", "committer", "message", "pull_request", "build_number", "build_url"] as const),
  ...(["warnings", "skipped"] as const),
] satisfies (keyof VersionRow)[];

/** A draft as it is first written or replaced. */
export type DraftRow = Pick<Version, "uid" | "app" | "id" | "digest" | "draftId" | "createdBy"> & {
  now: number;
  expiresAt: number;
};

/** What becomes of a draft that is published. */
export interface Published {
  now: number;
  date: number;
  metadata: VersionMetadata;
  warnings: Fault[];
  skipped: Skipped[];
  objects: ObjectsOfView[];
}

/** What ids, branches and tags are compared by: without regard to case. */
export const keyOf = (text: string) => text.toLowerCase();

export const draftColumns = (draft: DraftRow) => ({
  status: "draft" as const,
  digest: draft.digest,
  draft_id: draft.draftId,
  created_by: draft.createdBy,
  listed_at: draft.now,
  expires_at: draft.expiresAt,
  publishing_by: null,
  publishing_until: null,
});

export const publishedColumns = (published: Published) => ({
  status: "published" as const,
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

export function toVersion(row: Pick<VersionRow, (typeof versionColumns)[number]>): Version {
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

function toMetadata(row: Pick<VersionRow, (typeof versionColumns)[number]>): VersionMetadata | null {
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
