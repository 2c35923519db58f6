/**
 * Every failure a caller can be told of, one function per code. A message says what happened this time and what to do
 * next; titles and HTTP statuses are in http/problems.ts, longer advice in docs/errors.md.
 */

export interface Fault {
  code?: string;
  file?: string;
  document?: number;
  line?: number;
  column?: number;
  pointer?: string;
  environment?: string;
  detail: string;
}

export type ErrorCode = (typeof errorCodes)[number];

export const errorCodes = [
  "unauthenticated",
  "request-invalid",
  "json-malformed",
  "cursor-invalid",
  "body-too-large",
  "media-type-unsupported",
  "route-unknown",
  "method-not-allowed",
  "precondition-failed",
  "app-unknown",
  "app-differs",
  "version-unknown",
  "version-id-invalid",
  "version-id-taken",
  "version-content-differs",
  "version-being-published",
  "version-published",
  "version-not-published",
  "version-corrupt",
  "draft-replaced",
  "draft-expired",
  "files-invalid",
  "files-missing",
  "manifests-invalid",
  "upload-url-invalid",
  "upload-url-expired",
  "upload-exists",
  "upload-size-differs",
  "upload-checksum-differs",
  "policy-unknown",
  "policy-invalid",
  "environment-unknown",
  "deployment-unknown",
  "folder-not-owned",
  "parent-kustomization-invalid",
  "gitops-unreachable",
  "gitops-auth",
  "gitops-rejected",
  "gitops-missing-branch",
  "blobs-unavailable",
  "database-unavailable",
  "shutting-down",
  "internal-error",
] as const;

/** A failure with a stable code; anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly faults: Fault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { faults?: Fault[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DomainError";
    this.code = code;
    this.faults = options.faults ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
