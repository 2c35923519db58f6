/**
 * Every failure a caller can be told of, one function per code. A message says what happened this time and what to do
 * next; titles and HTTP statuses are in http/problems.ts.
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
  "folder-not-owned",
  "object-conflict",
  "namespace-missing",
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

export const appNotDeployed = (app: string, environment: string) =>
  new DomainError(
    "app-not-deployed",
    `${app} is not in ${environment}, so there is nothing to remove. \`smithctl apps show ${app}\` says where it runs.`,
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

export const filesMissing = (missing: string[], of: number) =>
  new DomainError(
    "files-missing",
    `${missing.length} of ${count(of, "file")} ${missing.length === 1 ? "is" : "are"} not uploaded. Upload what is missing and publish again.`,
    { faults: missing.map((file) => ({ file, detail: "not uploaded" })) },
  );

export const manifestsInvalid = (faults: Fault[]) =>
  new DomainError(
    "manifests-invalid",
    `${count(faults.length, "violation")}. Correct the files and publish again.`,
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

export const deploymentUnknown = (id: string) =>
  new DomainError(
    "deployment-unknown",
    `There is no deployment ${id}. \`smithctl deployments\` lists the latest.`,
  );

/** What a caller saw running there, and what does; an empty text is nothing. */
export const runningVersionChanged = (
  { app, environment }: { app: string; environment: string },
  seen: string,
  now: { version: string; isOnItsWay: boolean },
) => {
  const is = now.version === "" ? "nothing" : now.version;
  const state = now.isOnItsWay ? `is about to run ${is}` : `runs ${is}`;
  return new DomainError(
    "running-version-changed",
    `${app} in ${environment} ${state}, not ${seen === "" ? "nothing" : seen}. Look at it again, and repeat what you still want.`,
  );
};

export const rollbackImpossible = (reason: string, app: string) =>
  new DomainError(
    "rollback-impossible",
    `${reason} Name an earlier version, or deploy one: \`smithctl versions ${app}\` lists them.`,
  );

export const idempotencyKeyReused = (deployment: string) =>
  new DomainError(
    "idempotency-key-reused",
    `This Idempotency-Key made the deployment ${deployment} from another request. Give every new request a key of its own.`,
  );

export const folderNotOwned = (folder: string, files: string[], verb: "Deploying" | "Removing") =>
  new DomainError(
    "folder-not-owned",
    `${folder} exists and was not written by smithd. ${verb} would replace or delete ${listed(files.map((file) => file || folder))}. ` +
      (verb === "Deploying"
        ? "Move them away, or take the folder over: `smithctl deploy --adopt`."
        : "Remove it in the GitOps repository."),
  );

export const objectConflict = (environment: string, conflicts: { object: string; app: string }[]) =>
  new DomainError(
    "object-conflict",
    `${listed(conflicts.map(({ object, app }) => `${object} (of ${app})`))} ${conflicts.length === 1 ? "belongs" : "belong"} to another app ` +
      `in ${environment}, and Flux would build nothing there while two apps bring the same. Rename it here, or take it out of the other app and deploy that first.`,
  );

export const namespaceMissing = (app: string, objects: string[]) =>
  new DomainError(
    "namespace-missing",
    `${listed(objects)} would be in no namespace, and Flux would refuse the whole environment: ${app} had a namespace when ` +
      `this version was published. Give it one again: \`smithctl apps update ${app} --namespace NAMESPACE\`.`,
  );

export const parentKustomizationInvalid = (path: string, reason: string) =>
  new DomainError(
    "parent-kustomization-invalid",
    `${path} cannot be edited: ${reason} Correct that file in the GitOps repository and deploy again.`,
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

export const shuttingDown = () =>
  new DomainError(
    "shutting-down",
    "smithd is shutting down. Repeat the request: another answers it, or the next.",
    {
      retryAfterSeconds: 2,
    },
  );

export const blobsUnavailable = (cause: unknown) =>
  new DomainError("blobs-unavailable", "The blob storage cannot be used at the moment. Try again shortly.", {
    retryAfterSeconds: 5,
    cause,
  });

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function listed(names: string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
