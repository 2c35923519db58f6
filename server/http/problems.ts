import { cut } from "../domain/cut.ts";
import { DomainError, type ErrorCode, type Fault } from "../domain/errors.ts";

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  requestId: string;
  errors?: Fault[];
}

/** The only place where a failure gets an HTTP status and a title. */
export const kinds: Record<ErrorCode, [status: number, title: string]> = {
  unauthenticated: [401, "A valid API key is needed"],
  "key-unknown": [404, "There is no such API key"],
  "key-invalid": [422, "The key cannot be made"],
  "request-invalid": [400, "The request does not fit the contract"],
  "json-malformed": [400, "The body is not JSON"],
  "cursor-invalid": [400, "The cursor is not valid"],
  "body-too-large": [413, "The request body is too large"],
  "media-type-unsupported": [415, "The media type is not supported"],
  "route-unknown": [404, "There is nothing here"],
  "method-not-allowed": [405, "The method is not allowed here"],
  "precondition-failed": [412, "It changed in the meantime"],
  "app-unknown": [404, "There is no such app"],
  "app-differs": [409, "The app is registered with other fields"],
  "app-archived": [409, "The app is archived"],
  "app-not-deployed": [409, "The app is not deployed there"],
  "version-unknown": [404, "There is no such version"],
  "version-id-invalid": [422, "The version's id is not valid"],
  "version-id-taken": [409, "The version's id is taken"],
  "version-content-differs": [409, "The version is published with other content"],
  "version-being-published": [409, "The version is being published"],
  "version-published": [409, "The version is published"],
  "version-not-published": [409, "The version is not published"],
  "version-corrupt": [500, "The version's bytes are not what was published"],
  "file-unknown": [404, "The version has no such file"],
  "file-not-text": [422, "The file is not text"],
  "draft-replaced": [409, "The draft was replaced"],
  "draft-expired": [409, "The draft has expired"],
  "files-invalid": [422, "The declared files cannot make a version"],
  "files-missing": [409, "Files are missing"],
  "manifests-invalid": [422, "The version's files are not valid"],
  "upload-url-invalid": [403, "The upload URL is not valid"],
  "upload-url-expired": [403, "The upload URL has expired"],
  "upload-exists": [412, "The file was uploaded before"],
  "upload-size-differs": [400, "The upload has another size than declared"],
  "upload-checksum-differs": [400, "The upload has another checksum than declared"],
  "policy-unknown": [404, "There is no such policy"],
  "policy-invalid": [422, "The policy cannot work"],
  "hold-unknown": [404, "There is no such hold"],
  "environment-unknown": [404, "There is no such environment"],
  "deployment-unknown": [404, "There is no such deployment"],
  "running-version-changed": [409, "Another version runs than you saw"],
  "rollback-impossible": [409, "There is nothing to go back to"],
  "idempotency-key-reused": [422, "The Idempotency-Key was used for another request"],
  "queue-full": [429, "Too many deployments wait"],
  "too-many-streams": [503, "Too many event streams are open"],
  "folder-not-owned": [409, "The folder was not written by smithd"],
  "object-conflict": [409, "Another app has the same object there"],
  "namespace-missing": [409, "Objects are in no namespace"],
  "parent-kustomization-invalid": [409, "The environment's kustomization cannot be edited"],
  "gitops-unreachable": [503, "The GitOps repository cannot be reached"],
  "gitops-auth": [503, "The GitOps repository refuses smithd's credentials"],
  "gitops-rejected": [503, "The GitOps repository refused the push"],
  "gitops-missing-branch": [503, "The GitOps repository has no such branch"],
  "gitops-rewritten": [503, "The GitOps repository's branch was rewritten"],
  "mirror-unusable": [503, "smithd cannot write to its copy of the GitOps repository"],
  "blobs-unavailable": [503, "The blob storage cannot be used"],
  "database-unavailable": [503, "The database cannot be reached"],
  "shutting-down": [503, "smithd is shutting down"],
  "internal-error": [500, "Something went wrong inside smithd"],
};

/** The one problem with a header of its own. */
export class MethodNotAllowed extends DomainError {
  readonly allowed: string[];

  constructor(allowed: string[]) {
    super("method-not-allowed", `Here only ${allowed.join(", ")} can be used. See /openapi.yaml.`);
    this.allowed = allowed;
  }
}

const MAX_FAULTS = 1000;
const DEFAULT_RETRY_AFTER = 5;

/** An RFC 9457 problem and its headers for whatever was thrown; an unexpected error says nothing of the inside. */
export function toProblem(
  error: unknown,
  context: { requestId: string; publicUrl: string },
): { problem: Problem; headers: Record<string, string> } {
  const known = error instanceof DomainError ? error : unexpected();
  const [status, title] = kinds[known.code];
  const retryAfter = known.retryAfterSeconds ?? (status === 503 ? DEFAULT_RETRY_AFTER : undefined);
  return {
    problem: {
      type: `${context.publicUrl}/docs/errors/${known.code}`,
      title,
      status,
      code: known.code,
      detail: cut(known.message, 4000),
      requestId: context.requestId,
      ...(known.faults.length > 0 && { errors: known.faults.slice(0, MAX_FAULTS).map(bounded) }),
    },
    headers: {
      ...(retryAfter !== undefined && { "Retry-After": String(retryAfter) }),
      ...(error instanceof MethodNotAllowed && { Allow: error.allowed.join(", ") }),
      ...(status === 401 && { "WWW-Authenticate": 'Bearer realm="smithd"' }),
    },
  };
}

const unexpected = () =>
  new DomainError(
    "internal-error",
    "The fault is logged under the request id. Tell the operators of this smithd.",
  );

/** Within the bounds that the contract gives to text from files. */
const bounded = (fault: Fault): Fault => ({
  ...fault,
  ...(fault.file !== undefined && { file: cut(fault.file, 1024) }),
  ...(fault.pointer !== undefined && { pointer: cut(fault.pointer, 2048) }),
  detail: cut(fault.detail, 4000),
});
