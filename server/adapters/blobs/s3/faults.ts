import { blobsUnavailable, DomainError } from "../../../domain/errors.ts";
import type { Answer } from "./transport.ts";

/** S3's word for what went wrong, such as NoSuchKey; undefined where the answer has none. */
export function codeOf({ body }: Answer): string | undefined {
  return /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(body.toString("latin1"))?.[1];
}

const TEMPORARY = new Set([408, 409, 425, 429, 500, 502, 503, 504]);
/** Refusals of bytes that changed on their way, or did not all arrive. */
const ON_THE_WAY = new Set([
  "RequestTimeout",
  "BadDigest",
  "XAmzContentSHA256Mismatch",
  "XAmzContentChecksumMismatch",
  "IncompleteBody",
]);

/** Whether the same request may well succeed in a moment. */
export function isTemporary(answer: Answer): boolean {
  return TEMPORARY.has(answer.status) || (answer.status === 400 && ON_THE_WAY.has(codeOf(answer) ?? ""));
}

/** What an operator does about it, by S3's word. */
const ADVICE: Record<string, string> = {
  AccessDenied: "the credentials may not do that (docs/storage.md lists what smithd needs)",
  InvalidAccessKeyId: "the access key is not known there",
  // versitygw's word for the same.
  XAdminUserNotFound: "the access key is not known there",
  SignatureDoesNotMatch: "the secret key is wrong, or something on the way changes requests",
  ExpiredToken: "the credentials have expired",
  InvalidToken: "the session token is not valid",
  RequestTimeTooSkewed: "the clocks of smithd and of the storage differ",
  InvalidObjectState: "a rule of the bucket has archived the object: restore it",
  NoSuchBucket: "there is no such bucket",
  PermanentRedirect: "the bucket is in another region",
  AuthorizationHeaderMalformed: "the bucket is in another region",
  IllegalLocationConstraintException: "the bucket is in another region",
};

/** `blobs-unavailable` for an answer that is no success. */
export function refused(method: string, answer: Answer): DomainError {
  const code = codeOf(answer);
  const advice = code === undefined ? undefined : ADVICE[code];
  const reason = [`${answer.status}${code === undefined ? "" : ` ${code}`} to ${method}`, advice];
  return blobsUnavailable(undefined, `S3 answered ${reason.filter(Boolean).join(": ")}`);
}

/** The same where no answer arrived. */
export const unanswered = (error: unknown): DomainError =>
  error instanceof DomainError ? error : blobsUnavailable(error, gistOf(error));

/** The same where there is nothing to sign requests with; AWS's own tools have tried all that there is, and again. */
export const unsigned = (error: unknown): DomainError =>
  blobsUnavailable(
    error,
    error instanceof Error && error.name !== "CredentialsProviderError"
      ? `AWS gave no credentials (${wordOf(error.name)})`
      : "no AWS credentials were found (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a web identity, or an instance role)",
  );

/** No repetition brings credentials or another certificate. */
export const isHopeless = (error: unknown): boolean =>
  error instanceof DomainError ||
  (error instanceof Error && "code" in error && Object.hasOwn(UNTRUSTED, String(error.code)));

function gistOf(error: unknown): string {
  if (!(error instanceof Error)) return "S3 did not answer";
  const code = "code" in error ? String(error.code) : error.name;
  return UNTRUSTED[code] ?? GISTS[code] ?? `S3 could not be asked (${wordOf(code)})`;
}

const wordOf = (code: string) => code.replace(/[^A-Za-z0-9_]/g, "").slice(0, 64);

const SLOW = "S3 did not answer in time";
const GISTS: Record<string, string> = {
  ECONNREFUSED: "S3 refuses connections",
  ECONNRESET: "the connection to S3 broke off",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the connection to S3 broke off",
  UND_ERR_SOCKET: "the connection to S3 broke off",
  ENOTFOUND: "the host of S3 is not known",
  EAI_AGAIN: "the host of S3 cannot be looked up",
  UND_ERR_CONNECT_TIMEOUT: SLOW,
  UND_ERR_HEADERS_TIMEOUT: SLOW,
  UND_ERR_BODY_TIMEOUT: SLOW,
  TimeoutError: SLOW,
};

const STRANGER = "the certificate of S3 is not trusted (SMITHD_BLOBS_CA_FILE)";
const UNTRUSTED: Record<string, string> = {
  SELF_SIGNED_CERT_IN_CHAIN: STRANGER,
  DEPTH_ZERO_SELF_SIGNED_CERT: STRANGER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: STRANGER,
  UNABLE_TO_GET_ISSUER_CERT: STRANGER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: STRANGER,
  CERT_HAS_EXPIRED: "the certificate of S3 has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate of S3 is for another host",
  ERR_SSL_WRONG_VERSION_NUMBER: "S3 does not speak TLS there (the endpoint of SMITHD_BLOBS_URL says https)",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "S3 does not speak TLS there (the endpoint of SMITHD_BLOBS_URL says https)",
};
