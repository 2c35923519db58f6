import { cut } from "../domain/cut.ts";
import { present } from "./present.ts";
import type { EventType, Recorded } from "./recording.ts";

export type DeploymentKind = "manual" | "auto" | "rollback" | "removal";
export type DeploymentStatus = "queued" | "writing" | "deployed" | "failed" | "superseded";

/** One request to run a version in an environment, or to take the app out of it. The row is the job: there is no other queue. */
export interface Deployment {
  id: string;
  repository: string;
  app: string;
  /** Absent for a removal, which runs none. */
  versionUid?: string;
  version?: string;
  /** The branch that the version was built from. */
  branch?: string;
  environment: string;
  kind: DeploymentKind;
  status: DeploymentStatus;
  reason?: string;
  policy?: string;
  adopt: boolean;
  /** Whether it goes back or removes, as far as that was known when it was asked for (domain/deployments/hold.ts). */
  holdsPolicies: boolean;
  requestedBy: string;
  /** Set where the request had an Idempotency-Key. */
  idempotency?: Idempotency;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  /** Stored before the push, so that what was written can be found again after a crash. */
  commit?: string;
  /** The head that the commit was built on. Its push can land only while the remote's head is still that one. */
  base?: string;
  /** The namespace that the generated kustomization sets, stored with the commit. */
  namespace?: string;
  changed?: boolean;
  supersededBy?: string;
  failure?: Reason;
  /** When the commit was made, and when the remote had taken it. */
  builtAt?: number;
  pushedAt?: number;
  stalledAt?: number;
  /** Why nobody can say yet what became of it. */
  stalledBy?: Reason;
}

export interface Reason {
  code: string;
  detail: string;
}

/** What is stored of a deployment before its commit is pushed. */
export interface Written {
  id: string;
  commit: string;
  base: string;
  kind: DeploymentKind;
  namespace?: string;
}

/** By which a repeated request is known. */
export interface Idempotency {
  apiKeyId: string;
  key: string;
  /** The SHA-256 of what was asked for, as hex. */
  requestSha256: string;
}

/** How a deployment ended. */
export type Ending = DeployedEnding | NotDeployed;

export interface DeployedEnding {
  status: "deployed";
  kind: DeploymentKind;
  changed: boolean;
  commit: string;
  /** The id of the folder's tree at that commit; absent where there is no folder. */
  tree?: string;
  namespace?: string;
  /** When the remote had taken the commit; absent where that was found out only later. */
  pushedAt?: number;
}

export type NotDeployed =
  { status: "failed"; failure: Reason } | { status: "superseded"; supersededBy: string };

export interface DeploymentRow {
  id: string;
  repository: string;
  app: string;
  version_uid: string | null;
  version: string | null;
  branch: string | null;
  environment: string;
  kind: DeploymentKind;
  status: DeploymentStatus;
  reason: string | null;
  policy: string | null;
  adopt: number;
  holds_policies: number;
  requested_by: string;
  api_key_id: string | null;
  idempotency_key: string | null;
  request_sha256: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  epoch: number | null;
  commit_id: string | null;
  namespace: string | null;
  changed: number | null;
  superseded_by: string | null;
  failure_code: string | null;
  failure_detail: string | null;
  base_id: string | null;
  built_at: number | null;
  pushed_at: number | null;
  stalled_at: number | null;
  stalled_code: string | null;
  stalled_detail: string | null;
}

/** What events tell of a deployment. */
export const TOLD = ["id", "app", "environment", "version"] as const;

export const told = (
  type: EventType,
  { id, app, environment, version }: Pick<DeploymentRow, (typeof TOLD)[number]>,
): Recorded => ({ type, app, environment, version, deployment: id });

/** What is forgotten once it is certain how a deployment ended, or that nothing of it can land any more. */
export const settled = { base_id: null, stalled_at: null, stalled_code: null, stalled_detail: null };

const MAX_DETAIL = 4000;

export const stalledColumns = ({ code, detail }: Reason, now: number): Partial<DeploymentRow> => ({
  stalled_at: now,
  stalled_code: code,
  stalled_detail: cut(detail, MAX_DETAIL),
});

export function endingColumns(ending: NotDeployed): Partial<DeploymentRow> {
  if (ending.status === "superseded")
    return { ...settled, status: "superseded", superseded_by: ending.supersededBy };
  return {
    ...settled,
    status: "failed",
    failure_code: ending.failure.code,
    failure_detail: cut(ending.failure.detail, MAX_DETAIL),
    commit_id: null,
  };
}

export const toRow = (deployment: Deployment): Partial<DeploymentRow> => ({
  id: deployment.id,
  repository: deployment.repository,
  app: deployment.app,
  version_uid: deployment.versionUid ?? null,
  version: deployment.version ?? null,
  branch: deployment.branch ?? null,
  environment: deployment.environment,
  kind: deployment.kind,
  status: deployment.status,
  reason: deployment.reason ?? null,
  policy: deployment.policy ?? null,
  adopt: Number(deployment.adopt),
  holds_policies: Number(deployment.holdsPolicies),
  requested_by: deployment.requestedBy,
  api_key_id: deployment.idempotency?.apiKeyId ?? null,
  idempotency_key: deployment.idempotency?.key ?? null,
  request_sha256: deployment.idempotency?.requestSha256 ?? null,
  created_at: deployment.createdAt,
});

export const toDeployment = (row: DeploymentRow): Deployment =>
  present({
    id: row.id,
    repository: row.repository,
    app: row.app,
    versionUid: row.version_uid,
    version: row.version,
    branch: row.branch,
    environment: row.environment,
    kind: row.kind,
    status: row.status,
    reason: row.reason,
    policy: row.policy,
    adopt: row.adopt === 1,
    holdsPolicies: row.holds_policies === 1,
    requestedBy: row.requested_by,
    idempotency:
      row.api_key_id === null || row.idempotency_key === null || row.request_sha256 === null
        ? null
        : {
            apiKeyId: row.api_key_id,
            key: row.idempotency_key,
            requestSha256: row.request_sha256,
          },
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    commit: row.commit_id,
    namespace: row.namespace,
    changed: row.changed === null ? null : row.changed === 1,
    supersededBy: row.superseded_by,
    failure: reasonOf(row.failure_code, row.failure_detail),
    base: row.base_id,
    builtAt: row.built_at,
    pushedAt: row.pushed_at,
    stalledAt: row.stalled_at,
    stalledBy: reasonOf(row.stalled_code, row.stalled_detail),
  });

const reasonOf = (code: string | null, detail: string | null): Reason | null =>
  code === null ? null : { code, detail: detail ?? code };
