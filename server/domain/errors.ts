/**
 * Every failure a caller can be told of, one function per code; those of deployments are in deployments/refusals.ts. A
 * message says what happened this time and what to do next; titles and HTTP statuses are in http/problems.ts.
 */

import { kubernetesVersion } from "../../manifests/index.ts";

export interface Fault {
  code?: string;
  file?: string;
  document?: number;
  line?: number;
  column?: number;
  pointer?: string;
  environment?: string;
  detail: string;
  expected?: string;
  suggestion?: string;
}

export type ErrorCode = (typeof errorCodes)[number];

export const errorCodes = [
  "unauthenticated",
  "key-unknown",
  "key-invalid",
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
  "app-archived",
  "app-not-deployed",
  "version-unknown",
  "version-id-invalid",
  "version-id-taken",
  "version-content-differs",
  "version-being-published",
  "version-published",
  "version-not-published",
  "version-corrupt",
  "file-unknown",
  "file-not-text",
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
  "hold-unknown",
  "environment-unknown",
  "deployment-unknown",
  "running-version-changed",
  "rollback-impossible",
  "idempotency-key-reused",
  "queue-full",
  "too-many-streams",
  "folder-not-owned",
  "object-conflict",
  "namespace-missing",
  "parent-kustomization-invalid",
  "gitops-unreachable",
  "gitops-auth",
  "gitops-rejected",
  "gitops-missing-branch",
  "gitops-rewritten",
  "mirror-unusable",
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

const near = (suggestion: string | undefined) => (suggestion ? ` Did you mean ${suggestion}?` : "");

export const appUnknown = (app: string, suggestion?: string) =>
  new DomainError(
    "app-unknown",
    `There is no app ${app}.${near(suggestion)} \`smithctl apps list\` shows all, \`smithctl apps register ${app}\` makes one.`,
  );

export const appDiffers = (app: string, fields: string[]) =>
  new DomainError(
    "app-differs",
    `${app} is registered with another ${fields.join(" and ")}. Look at it with \`smithctl apps show ${app}\`.`,
  );

export const appArchived = (app: string, archivedAt: number) =>
  new DomainError(
    "app-archived",
    `${app} is archived since ${new Date(archivedAt).toISOString()}. Restore it first: \`smithctl apps restore ${app}\`.`,
  );

export const versionUnknown = (app: string, version: string, suggestion?: string) =>
  new DomainError(
    "version-unknown",
    `${app} has no version ${version}.${near(suggestion)} \`smithctl versions ${app}\` lists them.`,
  );

export const versionIdInvalid = (version: string, suggestion: string) =>
  new DomainError(
    "version-id-invalid",
    `${JSON.stringify(version)} cannot be a version's id: it starts with a letter or digit, holds at most 128 letters, ` +
      `digits, ., _, + and -, no .., and does not end in . or .lock. ${suggestion} would do.`,
  );

export const versionIdTaken = (version: string, taken: string) =>
  new DomainError(
    "version-id-taken",
    `${version} differs from the version ${taken} only in case, and ids are unique without regard to case. Choose another id.`,
  );

export const versionContentDiffers = (app: string, version: string) =>
  new DomainError(
    "version-content-differs",
    `${version} of ${app} is published with other files, and published versions never change. Publish under another id.`,
  );

export const versionBeingPublished = (version: string, retryAfterSeconds: number) =>
  new DomainError(
    "version-being-published",
    `${version} is being published at this moment. Try again shortly.`,
    {
      retryAfterSeconds,
    },
  );

export const versionPublished = (version: string) =>
  new DomainError("version-published", `${version} is published: nothing is left to upload.`);

export const versionNotPublished = (app: string, version: string, status: string) =>
  new DomainError(
    "version-not-published",
    `${version} of ${app} is ${status}, and only published versions can be deployed. Publish it first: \`forge publish\`.`,
  );

export const versionCorrupt = (app: string, version: string, path: string) =>
  new DomainError(
    "version-corrupt",
    `${path} of ${app} ${version} is not what was published: its bytes are missing or changed in blob storage. ` +
      `Restore the storage, or publish the same sources under a new id.`,
  );

export const fileUnknown = (app: string, version: string, path: string, suggestion?: string) =>
  new DomainError("file-unknown", `${version} of ${app} has no file ${path}.${near(suggestion)}`);

export const fileNotText = (path: string) =>
  new DomainError(
    "file-not-text",
    `${path} is not UTF-8, so it cannot be shown as text. It lies in the GitOps repository once the version is deployed.`,
  );

export const draftReplaced = (version: string) =>
  new DomainError(
    "draft-replaced",
    `The draft of ${version} holds other files than this digest says: another pipeline drafted the same id. ` +
      `Draft it again, or give each pipeline its own id.`,
  );

export const draftExpired = (version: string) =>
  new DomainError(
    "draft-expired",
    `The draft of ${version} has expired. Draft it again and upload its files.`,
  );

export const filesInvalid = (faults: Fault[]) =>
  new DomainError(
    "files-invalid",
    `${count(faults.length, "violation")}. Correct the list of files and draft again.`,
    {
      faults,
    },
  );

/** What is not as declared was removed: it can be uploaded like what was never there. */
export const filesMissing = (missing: { path: string; isDifferent: boolean }[], of: number) =>
  new DomainError(
    "files-missing",
    `${missing.length} of ${count(of, "file")} ${missing.length === 1 ? "is" : "are"} not uploaded. Upload what is missing and publish again.`,
    {
      faults: missing.map(({ path, isDifferent }) => ({
        file: path,
        detail: isDifferent ? "other bytes than declared were uploaded, and removed" : "not uploaded",
      })),
    },
  );

export const manifestsInvalid = (faults: Fault[]) =>
  new DomainError(
    "manifests-invalid",
    `${count(faults.length, "violation")}, as Kubernetes ${kubernetesVersion} and Flux judge. Correct the files and publish again.`,
    { faults },
  );

export const policyUnknown = (app: string, policy: string, suggestion?: string) =>
  new DomainError("policy-unknown", `${app} has no policy ${policy}.${near(suggestion)}`);

export const policyInvalid = (faults: Fault[]) =>
  new DomainError("policy-invalid", `${count(faults.length, "thing")} in the policy cannot work.`, {
    faults,
  });

export const holdUnknown = (app: string, environment: string) =>
  new DomainError("hold-unknown", `Auto-deployment of ${app} to ${environment} is not on hold.`);

export const environmentUnknown = (environment: string, known: string[], suggestion?: string) =>
  new DomainError(
    "environment-unknown",
    `There is no environment ${environment}.${near(suggestion)} The GitOps repository declares ` +
      `${known.length > 0 ? known.join(", ") : "none"}; a folder environments/${environment}/apps on its branch would declare it.`,
  );

export const preconditionFailed = (what: string) =>
  new DomainError(
    "precondition-failed",
    `The ${what} is not what you saw last. Read it again and repeat your change.`,
  );

export const keyUnknown = (id: string) =>
  new DomainError("key-unknown", `There is no API key ${id}. \`smithctl keys\` lists them by id.`);

export const keyExpired = (expiresAt: number) =>
  new DomainError(
    "key-invalid",
    `The key would have ended at ${new Date(expiresAt).toISOString()}, which is over. Give a time to come, or none.`,
  );

/** Where a rule of the contract is one that its schemas cannot say. */
export const requestInvalid = (faults: Fault[]) =>
  new DomainError(
    "request-invalid",
    `${faults.length === 1 ? "1 thing is" : `${faults.length} things are`} wrong with the request.`,
    { faults },
  );

export const cursorInvalid = () =>
  new DomainError("cursor-invalid", "The cursor is not one that this list gave. Start again without it.");

/** For the log: nobody hears it. */
export const hungUp = () => new DomainError("request-invalid", "The caller hung up before the answer.");

/** For the log: whoever sent it has hung up. */
export const bodyCutOff = () =>
  new DomainError("request-invalid", "The body ended before all of it arrived.");

export const tooManyStreams = (limit: number) =>
  new DomainError(
    "too-many-streams",
    `${limit} event streams are open at this smithd, as many as it takes. Try again shortly, or look at lists instead.`,
    { retryAfterSeconds: 5 },
  );

export const shuttingDown = () =>
  new DomainError(
    "shutting-down",
    "smithd is shutting down. Repeat the request: another answers it, or the next.",
    {
      retryAfterSeconds: 2,
    },
  );

/** `reason` is for everybody who asks: it names no credential and no path. */
export const blobsUnavailable = (cause: unknown, reason?: string) =>
  new DomainError(
    "blobs-unavailable",
    `The blob storage cannot be used at the moment${reason === undefined ? "" : `: ${reason}`}. Try again shortly.`,
    {
      retryAfterSeconds: 5,
      cause,
    },
  );

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A few of them, and how many more there are. */
export function listed(names: string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
