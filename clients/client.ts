import createClient from "openapi-fetch";
import type { paths } from "../generated/api.ts";
import { operationRoutes } from "../generated/client.ts";
import type { Client } from "../generated/client.ts";
import { bodyOfSuccess, errorOfAnswer, textOfSuccess } from "./answers.ts";
import { connectionError } from "./connection.ts";
import { UsageError } from "./errors.ts";
import { ConnectionError, isProblem } from "./problems.ts";
import { retryDelay, withRetries } from "./retry.ts";

export type { Client };
type OperationName = keyof typeof operationRoutes;

export interface ConnectOptions {
  url: string;
  apiKey: string;
  userAgent: string;
  fetch?: typeof fetch;
  signal?: AbortSignal;
  /** How long one request may take, in milliseconds. */
  timeoutMs?: number;
  /** How long a call may take with all its repetitions, in milliseconds. */
  patienceMs?: number;
  /** Hears of each outage that is waited out, once. */
  onOutage?: (error: Error) => void;
}

interface AnyRequest {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  header?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}
interface Call {
  method: string;
  path: string;
  bodyType?: string;
  answer: "json" | "text";
  limitMs: number;
}
type Send = (method: string, path: string, init: object) => Promise<{ response: Response; error?: unknown }>;

/** POST operations of which the contract says that they are safe to repeat; with an Idempotency-Key every one is. */
const repeatable = new Set<OperationName>([
  "appRegister",
  "appRestore",
  "versionDraft",
  "versionUploadsRenew",
  "versionPublish",
]);
/** What a DELETE finds that already did its work, where the contract does not call that a success anyway. */
const leftBehind: Partial<Record<OperationName, string>> = {
  policyDelete: "policy-unknown",
  holdRelease: "hold-unknown",
};
const answeredWithText = new Set<OperationName>(["versionFileView"]);
/** Publishing reads and checks every file, and a second publish waits for the first. */
const publishTimeoutMs = 120_000;

/**
 * A client of smithd's API. Its methods return the parsed body of a success, and throw ProblemError, AnswerError
 * (an answer that is not smithd's) or ConnectionError. Temporary failures are repeated where that is safe.
 */
export function connect(options: ConnectOptions): Client {
  const call = caller(options);
  const methods = Object.keys(operationRoutes).map((name) => [
    name,
    (request?: AnyRequest) => call(name as OperationName, request ?? {}),
  ]);
  return Object.fromEntries(methods) as Client;
}

function caller(options: ConnectOptions): (name: OperationName, request: AnyRequest) => Promise<unknown> {
  const { url, timeoutMs = 30_000, patienceMs = 10_000 } = options;
  const send = sender(options);
  const outages = outageBook(options.onOutage);
  return async (name, { signal: until, ...request }) => {
    const signals = [options.signal, until].filter((one) => one !== undefined);
    const signal = signals.length > 0 ? AbortSignal.any(signals) : undefined;
    const call: Call = {
      ...operationRoutes[name],
      answer: answeredWithText.has(name) ? "text" : "json",
      limitMs: name === "versionPublish" ? Math.max(timeoutMs, publishTimeoutMs) : timeoutMs,
    };
    const safeToRepeat =
      call.method !== "post" || repeatable.has(name) || request.header?.["Idempotency-Key"] !== undefined;
    refuseDotSegments(request.path);
    const once = () => attempt(send, call, request, url, signal).then(outages.over);
    const left = leftBehind[name];
    return withRetries(
      left === undefined ? once : goneIsDone(once, left),
      (error, failures) => retryDelay(error, failures, safeToRepeat, outages.answered()),
      { patienceMs, signal, onRetry: outages.begin },
    );
  };
}

/** What is known of smithd's reach from call to call. */
function outageBook(onOutage?: (error: Error) => void) {
  let answered = false;
  let told = false;
  return {
    over<T>(answer: T): T {
      answered = true;
      told = false;
      return answer;
    },
    begin(error: Error): void {
      if (!told) onOutage?.(error);
      told = true;
    },
    answered: () => answered,
  };
}

/** A DELETE that finds nothing, after one whose answer was lost, did its work the first time. */
function goneIsDone(once: () => Promise<unknown>, code: string): () => Promise<unknown> {
  let mayHaveArrived = false;
  return async () => {
    try {
      return await once();
    } catch (error) {
      if (mayHaveArrived && isProblem(error, code)) return undefined;
      mayHaveArrived ||= !(error instanceof ConnectionError && error.unsent);
      throw error;
    }
  };
}

function sender(options: ConnectOptions): Send {
  const client = createClient<paths>({
    baseUrl: options.url,
    headers: { authorization: `Bearer ${options.apiKey}`, "user-agent": options.userAgent },
    // A redirect would turn a POST into a GET, and hide that the URL is wrong.
    redirect: "manual",
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
  return client.request as unknown as Send;
}

async function attempt(
  send: Send,
  { method, path, bodyType, answer, limitMs }: Call,
  { body, ...params }: AnyRequest,
  url: string,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(limitMs);
  const init = {
    params,
    body,
    parseAs: "stream",
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(bodyType === undefined ? {} : { headers: { "content-type": bodyType } }),
  };
  try {
    const { response, error } = await send(method, path, init);
    if (!response.ok) throw errorOfAnswer(response, error, url);
    if (response.status === 204) return undefined;
    return answer === "text" ? await textOfSuccess(response, url) : await bodyOfSuccess(response, url);
  } catch (error) {
    signal?.throwIfAborted();
    throw connectionError(error, url, limitMs) ?? error;
  }
}

/** URLs fold `.` and `..`, so that such a name would reach another operation. */
function refuseDotSegments(path: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries(path)) {
    if (["", ".", ".."].includes(value))
      throw new UsageError(`"${value}" cannot be the name of this ${name}.`);
  }
}
