import type { Problem } from "../generated/api.ts";
import { AnswerError, ProblemError } from "./problems.ts";

const advice: Record<number, string> = {
  401: "Something in front of smithd asks for other credentials. Check that DEPLOYSMITH_URL reaches smithd itself.",
  403: "Something in front of smithd refuses the request. Check its rules and your network.",
  404: "Check that DEPLOYSMITH_URL is smithd's own address, with the path prefix if it has one.",
  413: "A proxy in front of smithd limits the size of requests. Ask its operators to raise that limit.",
};
const elsewhere =
  "The answer is not smithd's. Check DEPLOYSMITH_URL, and the proxy or ingress in front of smithd.";

/** The error for an answer that is no success: smithd's problem, or a readable sentence for anything else. */
export function errorOfAnswer(response: Response, body: unknown, url: string): AnswerError {
  const facts = {
    status: response.status,
    requestId: response.headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: retryAfterSeconds(response.headers.get("retry-after")),
  };
  if (isProblemBody(response, body)) return new ProblemError(body, facts);
  const location = response.headers.get("location");
  if (location !== null && response.status < 400) return redirected(url, location, facts);
  const text = `${url} answered ${response.status} ${response.statusText}`.trimEnd();
  return new AnswerError(`${text}${titleOf(body)}.`, facts, { next: advice[response.status] ?? elsewhere });
}

/** The parsed body of a success; undefined where there is none. */
export async function bodyOfSuccess(response: Response, url: string): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = response.headers.get("content-type") ?? "no content type";
    const message = `${url} answered ${response.status} with something that is not JSON (${type})${titleOf(text)}.`;
    throw new AnswerError(message, { status: response.status }, { next: elsewhere, cause });
  }
}

/** The text of a success, byte order mark and all. Throws AnswerError where it is no text but, for example, a login page. */
export async function textOfSuccess(response: Response, url: string): Promise<string> {
  const type = response.headers.get("content-type") ?? "no content type";
  const text = Buffer.from(await response.arrayBuffer()).toString();
  if (type.startsWith("text/plain")) return text;
  const message = `${url} answered ${response.status} with something that is not plain text (${type})${titleOf(text)}.`;
  throw new AnswerError(message, { status: response.status }, { next: elsewhere });
}

/** Throws AnswerError where a success is no stream of events but, for example, a login page. */
export function requireEventStream(response: Response, url: string): void {
  const type = response.headers.get("content-type") ?? "no content type";
  if (type.startsWith("text/event-stream")) return;
  const message = `${url} answered ${response.status} with something that is not a stream of events (${type}).`;
  throw new AnswerError(message, { status: response.status }, { next: elsewhere });
}

/** Retry-After in seconds, from its number or its date; undefined where it says neither. */
export function retryAfterSeconds(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function isProblemBody(response: Response, body: unknown): body is Problem {
  const type = response.headers.get("content-type") ?? "";
  return (
    type.startsWith("application/problem+json") && typeof (body as Problem | undefined)?.code === "string"
  );
}

/** The title of an HTML page says more than its status. */
function titleOf(body: unknown): string {
  const title = typeof body === "string" ? /<title[^>]*>([^<]{1,200})</i.exec(body)?.[1]?.trim() : undefined;
  return title ? ` ("${title}")` : "";
}

function redirected(url: string, location: string, facts: { status: number }): AnswerError {
  const target = URL.canParse(location, url) ? new URL(location, url).origin : "another address";
  return new AnswerError(`${url} redirects to ${target}.`, facts, {
    next: "Set DEPLOYSMITH_URL to the address that answers itself; the API key is not sent along a redirect.",
  });
}
