import type { Context } from "openapi-backend";
import type { Handlers, operationIds } from "../../generated/handlers.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { requestInvalid, type Fault } from "../domain/errors.ts";
import type { Admission } from "./security.ts";
import { keepUnchanged } from "./unchanged.ts";

/** A thousand pages of fifty versions take half of it. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

export interface ApiRequest {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string | string[]>;
  /** Reads the body, which must have this media type; only once the caller is known. */
  readBody: (mediaType: string) => Promise<unknown>;
  /** Aborted when the caller hangs up before the answer. */
  hungUp: () => AbortSignal;
}

export interface ApiAnswer {
  operation: string;
  status: number;
  headers?: Record<string, string>;
  /** Bytes are JSON already, and what can be iterated are pages of events. */
  body?: unknown;
}

interface Options {
  handlers: Handlers<Caller>;
  /**
   * Operations whose answers may be given again, and what those are made of besides the database. Never one whose answer
   * depends on who asks, or on headers.
   */
  repeatable: Partial<Record<string, (() => Promise<string>)[]>>;
  /** Throws where an answer does not fit the contract. */
  check: (answer: ApiAnswer) => void;
}

type OperationId = (typeof operationIds)[number];
type ValidRequest = Record<"params" | "query" | "headers" | "requestBody", unknown>;
type Repeatable = ApiAnswer & { body: Uint8Array };

/** What openapi-backend calls for an operation, once the caller and the request are known to be good. */
export function answering({ handlers, repeatable, check }: Options) {
  const unlessUnchanged = keepUnchanged(MAX_KEPT_BYTES, ({ body }: Repeatable) => body.length);
  return (id: OperationId) => async (context: Context, asked: ApiRequest) => {
    const handler = handlers[id] as (request: unknown) => Promise<Omit<ApiAnswer, "operation">>;
    const { params, query, headers, requestBody: body } = context.request as ValidRequest;
    requireNoNul({ path: params, query, body });
    const { caller, asOf } = context.security?.["apiKey"] as Admission;
    const make = async () => {
      const request = { params, query, headers, body, caller, hungUp: asked.hungUp };
      const answer: ApiAnswer = { operation: id, ...(await handler(request)) };
      check(answer);
      return withNextLink(answer, asked);
    };
    const parts = repeatable[id];
    if (!parts) return make();
    const basis = [asOf, ...(await Promise.all(parts.map((part) => part())))].join(" ");
    const key = `${id} ${asked.path} ${JSON.stringify(asked.query)}`;
    return unlessUnchanged(key, basis, async () => asBytes(await make()));
  };
}

const asBytes = (answer: ApiAnswer): Repeatable => ({
  ...answer,
  body: Buffer.from(JSON.stringify(answer.body)),
});

/** PostgreSQL has no text with U+0000, and nothing that is meant holds one. */
function requireNoNul(request: unknown): void {
  const faults: Fault[] = [];
  const visit = (value: unknown, pointer: string) => {
    if (typeof value === "string" && value.includes("\0"))
      faults.push({ pointer, detail: "must not hold the character U+0000" });
    if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, `${pointer}/${key}`);
  };
  visit(request, "");
  if (faults.length > 0) throw requestInvalid(faults);
}

/** Every list says the same way where it goes on: by a reference relative to the request. */
function withNextLink(answer: ApiAnswer, { query }: ApiRequest): ApiAnswer {
  const { nextCursor } = (answer.body ?? {}) as { nextCursor?: string };
  if (nextCursor === undefined) return answer;
  const next = new URLSearchParams({ ...(query as Record<string, string>), cursor: nextCursor });
  return { ...answer, headers: { ...answer.headers, Link: `<?${next}>; rel="next"` } };
}
