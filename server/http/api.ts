import addFormats from "ajv-formats";
import type { ErrorObject } from "ajv";
import { OpenAPIBackend, type Context } from "openapi-backend";
import { contractText } from "../../generated/contract.ts";
import { operationIds, type Handlers } from "../../generated/handlers.ts";
import { DomainError, requestInvalid, type Fault } from "../domain/errors.ts";
import { MethodNotAllowed } from "./problems.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { readContract } from "./contract.ts";

const METHODS = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE"];

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
  body?: unknown;
}

export interface Api {
  /** Answers a request that the contract describes; every refusal is thrown. */
  handle(request: ApiRequest): Promise<ApiAnswer>;
  /** The operation that a request would reach, for logs and metrics. */
  operationOf(request: Pick<ApiRequest, "method" | "path">): string | undefined;
}

interface Options {
  handlers: Handlers<Caller>;
  authenticate: (authorization: string | undefined) => Promise<Caller>;
  /** Fails a request whose answer does not fit the contract; on in tests. */
  validateResponses: boolean;
}

/** The contract as a program: routing, security and validation come from openapi.yaml, and only from there. */
export async function createApi({ handlers, authenticate, validateResponses }: Options): Promise<Api> {
  const contract = readContract(contractText);
  const backend = new OpenAPIBackend({
    definition: contract.definition,
    strict: true,
    coerceTypes: true,
    // Verbose, so that a fault can be said in the words of the contract.
    ajvOpts: { allErrors: true, useDefaults: true, strict: false, verbose: true },
    customizeAjv: (ajv) => addFormats.default(ajv, ["date-time", "uuid"]),
    // openapi-backend fails open: every special case must have a handler.
    handlers: {
      notFound: () => {
        throw new DomainError(
          "route-unknown",
          "No operation of the contract has this path. See /openapi.yaml.",
        );
      },
      methodNotAllowed: (_context: Context, request: ApiRequest) => {
        throw new MethodNotAllowed(
          METHODS.filter((method) =>
            backend.router.matchOperation({ ...request, method: method === "HEAD" ? "GET" : method }),
          ),
        );
      },
      notImplemented: () => {
        throw new Error("an operation of the contract has no handler");
      },
      validationFail: (context: Context) => {
        throw requestInvalid((context.validation.errors ?? []).map(toFault));
      },
      postSecurityHandler: async (context: Context, request: ApiRequest & { body?: unknown }) => {
        if (context.security?.["authorized"] && context.operation.requestBody)
          request.body = await request.readBody(contract.bodyTypeOf(context.operation.operationId));
      },
      unauthorizedHandler: (context: Context) => {
        const { error } = (context.security?.["apiKey"] ?? {}) as { error?: unknown };
        throw error instanceof Error
          ? error
          : new DomainError("unauthenticated", "Send `Authorization: Bearer dsm_…`.");
      },
      ...Object.fromEntries(operationIds.map((id) => [id, operation(handlers, id)])),
    },
    securityHandlers: {
      apiKey: (context: Context) =>
        authenticate(single((context.request as Pick<ApiRequest, "headers">).headers["authorization"])),
    },
  });
  await backend.init();
  requireAllOperations(backend);
  return {
    operationOf: ({ method, path }) =>
      backend.router.matchOperation({ method, path, headers: {} })?.operationId,
    async handle(request) {
      const answer = (await backend.handleRequest(request, request)) as ApiAnswer;
      if (validateResponses) requireFit(backend, answer);
      return withNextLink(answer, request);
    },
  };
}

type ValidRequest = Record<"params" | "query" | "headers" | "requestBody", unknown>;

function operation(handlers: Handlers<Caller>, id: (typeof operationIds)[number]) {
  const handler = handlers[id] as (request: unknown) => Promise<Omit<ApiAnswer, "operation">>;
  return async (context: Context): Promise<ApiAnswer> => {
    const { params, query, headers, requestBody: body } = context.request as ValidRequest;
    requireNoNul({ path: params, query, body });
    const { apiKey: caller } = context.security as { apiKey: Caller };
    const { hungUp } = context.request as unknown as Pick<ApiRequest, "hungUp">;
    const request = { params, query, headers, body, caller, hungUp };
    return { operation: id, ...(await handler(request)) };
  };
}

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

/** A keyword that the backend does not know silently registers nothing; then smithd must not start. */
function requireAllOperations(backend: OpenAPIBackend): void {
  const registered = backend.router.getOperations().map(({ operationId }) => operationId);
  const missing = operationIds.filter((id) => !registered.includes(id) || !backend.handlers[id]);
  if (missing.length > 0) throw new Error(`operations without a route or a handler: ${missing.join(", ")}`);
}

function requireFit(backend: OpenAPIBackend, { operation, status, headers, body }: ApiAnswer): void {
  const { errors } = backend.validator.validateResponse(body ?? null, operation, status);
  const ofHeaders = backend.validator.validateResponseHeaders(headers ?? {}, operation, {
    statusCode: status,
  });
  const all = [...(status === 204 ? [] : (errors ?? [])), ...(ofHeaders.errors ?? [])];
  if (all.length > 0)
    throw new Error(`${operation} answers otherwise than the contract says: ${JSON.stringify(all)}`);
}

/** Every list says the same way where it goes on: by a reference relative to the request. */
function withNextLink(answer: ApiAnswer, { query }: ApiRequest): ApiAnswer {
  const { nextCursor } = (answer.body ?? {}) as { nextCursor?: string };
  if (nextCursor === undefined) return answer;
  const next = new URLSearchParams({ ...(query as Record<string, string>), cursor: nextCursor });
  return { ...answer, headers: { ...answer.headers, Link: `<?${next}>; rel="next"` } };
}

/** What is wrong in the words of the contract, where a pattern or a format would say nothing to people. */
function toFault({ instancePath, message, params, keyword, parentSchema }: ErrorObject): Fault {
  const named = params as {
    additionalProperty?: string;
    allowedValues?: unknown[];
    missingProperty?: string;
  };
  const { description } = (parentSchema ?? {}) as { description?: string };
  const words: Record<string, string> = {
    additionalProperties: `${named.additionalProperty} is not known here`,
    enum: `must be one of ${named.allowedValues?.join(", ")}`,
    required: `${named.missingProperty} is missing`,
    ...(description !== undefined && { pattern: `does not fit. ${description}` }),
  };
  const detail = words[keyword] ?? message ?? keyword;
  return { pointer: instancePath.replace(/^\/requestBody/, "/body"), detail };
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
