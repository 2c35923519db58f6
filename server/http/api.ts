import addFormats from "ajv-formats";
import type { ErrorObject } from "ajv";
import { OpenAPIBackend, type Context, type Document } from "openapi-backend";
import { parse } from "yaml";
import { contractText } from "../../generated/contract.ts";
import { operationIds, type Handlers } from "../../generated/handlers.ts";
import { DomainError, type Fault } from "../domain/errors.ts";
import type { Caller } from "./security.ts";

export interface ApiRequest {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string | string[]>;
  body: unknown;
}

export interface ApiAnswer {
  operation: string;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface Api {
  /** Answers a request that the contract describes; every refusal is thrown. */
  handle(request: ApiRequest, onOperation: (operationId: string) => void): Promise<ApiAnswer>;
}

interface Options {
  handlers: Handlers<Caller>;
  authenticate: (authorization: string | undefined) => Promise<Caller>;
  /** Fails a request whose answer does not fit the contract; on in tests. */
  validateResponses: boolean;
}

/** The contract as a program: routing, security and validation come from openapi.yaml, and only from there. */
export async function createApi({ handlers, authenticate, validateResponses }: Options): Promise<Api> {
  const backend = new OpenAPIBackend({
    definition: parse(contractText) as Document,
    strict: true,
    // The contract is linted before it ships; the backend's own check of it costs a start 100 ms.
    quick: false,
    coerceTypes: true,
    ajvOpts: { allErrors: true, useDefaults: true, strict: false },
    customizeAjv: (ajv) => addFormats.default(ajv, ["date-time", "uuid"]),
    // openapi-backend fails open: every special case must have a handler.
    handlers: {
      notFound: () => {
        throw new DomainError("route-unknown", "No operation of the contract has this path. See /openapi.yaml.");
      },
      methodNotAllowed: () => {
        throw new DomainError("method-not-allowed", "The path exists, but not with this method. See /openapi.yaml.");
      },
      notImplemented: () => {
        throw new Error("an operation of the contract has no handler");
      },
      validationFail: (context: Context) => {
        throw invalid(context.validation.errors ?? []);
      },
      unauthorizedHandler: (context: Context) => {
        const { error } = (context.security?.["apiKey"] ?? {}) as { error?: unknown };
        throw error ?? new DomainError("unauthenticated", "Send `Authorization: Bearer dsm_…`.");
      },
      ...Object.fromEntries(operationIds.map((id) => [id, operation(handlers, id)])),
    },
    securityHandlers: {
      apiKey: (context: Context) => authenticate(single(context.request.headers["authorization"])),
    },
  });
  await backend.init();
  requireAllOperations(backend);
  return {
    async handle(request, onOperation) {
      const operationId = backend.router.matchOperation(request)?.operationId;
      if (operationId) onOperation(operationId);
      const answer = (await backend.handleRequest(request)) as ApiAnswer;
      if (validateResponses) requireFit(backend, answer);
      return answer;
    },
  };
}

function operation(handlers: Handlers<Caller>, id: (typeof operationIds)[number]) {
  const handler = handlers[id] as (request: unknown) => Promise<Omit<ApiAnswer, "operation">>;
  return async (context: Context): Promise<ApiAnswer> => {
    const { params, query, headers, requestBody } = context.request;
    const request = { params, query, headers, body: requestBody, caller: context.security!["apiKey"] };
    return { operation: id, ...(await handler(request)) };
  };
}

/** A keyword that the backend does not know silently registers nothing; then smithd must not start. */
function requireAllOperations(backend: OpenAPIBackend): void {
  const registered = backend.router.getOperations().map(({ operationId }) => operationId);
  const missing = operationIds.filter((id) => !registered.includes(id) || !backend.handlers[id]);
  if (missing.length > 0) throw new Error(`operations without a route or a handler: ${missing.join(", ")}`);
}

function requireFit(backend: OpenAPIBackend, { operation, status, headers, body }: ApiAnswer): void {
  const { errors } = backend.validator.validateResponse(body ?? null, operation, status);
  const ofHeaders = backend.validator.validateResponseHeaders(headers ?? {}, operation, { statusCode: status });
  const all = [...(status === 204 ? [] : (errors ?? [])), ...(ofHeaders.errors ?? [])];
  if (all.length > 0) throw new Error(`${operation} answers otherwise than the contract says: ${JSON.stringify(all)}`);
}

function invalid(errors: ErrorObject[]): DomainError {
  const faults = errors.map(toFault);
  const detail = `${faults.length === 1 ? "1 thing is" : `${faults.length} things are`} wrong with the request.`;
  return new DomainError("request-invalid", detail, { faults });
}

function toFault({ instancePath, message, params, keyword }: ErrorObject): Fault {
  const named = params as { additionalProperty?: string; allowedValues?: unknown[] };
  const detail =
    keyword === "additionalProperties"
      ? `${named.additionalProperty} is not known here`
      : keyword === "enum"
        ? `must be one of ${named.allowedValues?.join(", ")}`
        : (message ?? keyword);
  return { pointer: instancePath.replace(/^\/requestBody/, "/body"), detail };
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
