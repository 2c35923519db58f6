import { AnswerError } from "../../clients/problems.ts";
import { errorOfAnswer } from "../../clients/answers.ts";
import { connectionError } from "../../clients/connection.ts";
import type { CommandError } from "../../clients/errors.ts";
import { sanitizeLine } from "../../clients/terminal/sanitize.ts";
import { retryDelay } from "../../clients/retry.ts";
import type { Upload } from "../../generated/api.ts";

const timeoutMs = 60_000;
/** fetch writes these itself; given twice they would be refused. */
const ownHeaders = new Set(["content-length", "host", "connection"]);

export type UploadResult = "done" | "stale";

/**
 * Sends one file to its signed URL. "stale" means that the URL is no longer good; a file that is there already is
 * done. Throws what `uploadDelay` can tell apart. No API key is sent: the URL carries its own authorisation.
 */
export async function uploadFile(
  upload: Upload,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<UploadResult> {
  const origin = new URL(upload.url).origin;
  try {
    const response = await fetch(upload.url, {
      method: upload.method,
      headers: Object.entries(upload.headers).filter(([name]) => !ownHeaders.has(name.toLowerCase())),
      body: Buffer.from(bytes),
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    // The store has a condition that no object is there yet: 412 says that an earlier attempt arrived.
    if (response.ok || response.status === 412) return "done";
    if (response.status === 403 || response.status === 401) return "stale";
    throw refusal(upload.path, response, text, origin);
  } catch (error) {
    signal.throwIfAborted();
    throw connectionError(error, origin, timeoutMs) ?? error;
  }
}

/** How long to wait before the file is sent again; undefined where that is of no use. */
export function uploadDelay(error: unknown, failures: number): number | undefined {
  return failures < 6 ? retryDelay(temporaryOnS3(error), failures, true) : undefined;
}

/** S3 answers 500 and 409 (ConditionalRequestConflict) for what a repetition solves. */
function temporaryOnS3(error: unknown): unknown {
  if (!(error instanceof AnswerError) || ![409, 500].includes(error.status)) return error;
  return new AnswerError(error.message, { status: 503 });
}

function refusal(path: string, response: Response, text: string, origin: string): CommandError {
  const problem = errorOfAnswer(response, jsonOf(text), origin);
  const xml = /<Message>([^<]{1,300})<\/Message>/.exec(text)?.[1];
  const why =
    xml === undefined ? problem.message : `${origin} answered ${response.status}: ${sanitizeLine(xml)}`;
  return new AnswerError(`${path} could not be uploaded. ${why}`, {
    status: response.status,
    requestId: problem.requestId,
    retryAfterSeconds: problem.retryAfterSeconds,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
