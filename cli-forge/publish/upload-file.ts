import { AnswerError } from "../../clients/problems.ts";
import { errorOfAnswer } from "../../clients/answers.ts";
import { connectionError } from "../../clients/connection.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { backoff, retryDelay } from "../../clients/retry.ts";
import type { Upload } from "../../generated/api.ts";
import { put } from "./put.ts";

const timeoutMs = 60_000;
const STORAGE_IS_THERE =
  "Files go straight to smithd's blob storage: check that it runs and that this machine may reach it. smithd's operators can have upload URLs name another address (publicEndpoint in SMITHD_BLOBS_URL).";
/** Node writes these itself; given twice they would be refused. */
const ownHeaders = new Set(["content-length", "host", "connection"]);

/**
 * Sends one file to its signed URL. Resolves to the store's refusal where the URL is no longer good, and to nothing
 * where the file is there, also from an earlier attempt. Throws what `uploadDelay` can tell apart. No API key is sent: the URL carries its own authorisation.
 */
export async function uploadFile(
  upload: Upload,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<AnswerError | undefined> {
  const origin = new URL(upload.url).origin;
  try {
    const response = await put(upload.url, {
      method: upload.method,
      headers: Object.fromEntries(
        Object.entries(upload.headers).filter(([name]) => !ownHeaders.has(name.toLowerCase())),
      ),
      body: bytes,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    // The store has a condition that no object is there yet: 412 says that an earlier attempt arrived.
    if (response.ok || response.status === 412) return undefined;
    const refused = refusal(upload.path, response, text, origin);
    if (isOver(response, text)) return refused;
    throw refused;
  } catch (error) {
    signal.throwIfAborted();
    throw connectionError(error, origin, timeoutMs, STORAGE_IS_THERE) ?? error;
  }
}

/** How long to wait before the file is sent again; undefined where that is of no use. */
export function uploadDelay(error: unknown, failures: number): number | undefined {
  if (failures >= 6) return undefined;
  return error instanceof PassingRefusal ? backoff(failures) : retryDelay(error, failures, true);
}

/** Also a URL whose signer's credentials have ended. */
const isOver = ({ status }: Response, text: string) =>
  status === 403 || status === 401 || (status === 400 && /<Code>(ExpiredToken|InvalidToken)</.test(text));

/** The blob storage refused for now what smithd would not have: see `isPassing`. */
class PassingRefusal extends AnswerError {}

/** What S3 says of bytes that changed on their way, or did not all arrive in time. */
const ON_THE_WAY =
  /<Code>(RequestTimeout|BadDigest|IncompleteBody|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch)</;

/** S3 answers 500 and 409 (ConditionalRequestConflict) for what a repetition solves, too. */
const isPassing = ({ status }: Response, text: string) =>
  status === 409 || status === 500 || (status === 400 && ON_THE_WAY.test(text));

function refusal(path: string, response: Response, text: string, origin: string): AnswerError {
  const problem = errorOfAnswer(response, jsonOf(text), origin);
  const xml = /<Message>([^<]{1,300})<\/Message>/.exec(text)?.[1];
  const why =
    xml === undefined ? problem.message : `${origin} answered ${response.status}: ${sanitizeLine(xml)}`;
  const { status, requestId, retryAfterSeconds } = problem;
  const next =
    xml === undefined ? problem.next : "Show this answer of the blob storage to smithd's operators.";
  const facts = { status, requestId, retryAfterSeconds };
  const Refusal = isPassing(response, text) ? PassingRefusal : AnswerError;
  return new Refusal(`${path} could not be uploaded. ${why}`, facts, next === undefined ? {} : { next });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
