import addFormats from "ajv-formats";
import type { ErrorObject } from "ajv";
import { OpenAPIBackend, type Context } from "openapi-backend";
import { contractText } from "../../generated/contract.ts";
import { operationIds, type Handlers } from "../../generated/handlers.ts";
import { DomainError, requestInvalid, type Fault } from "../domain/errors.ts";
import { answering, type ApiAnswer, type ApiRequest } from "./answering.ts";
import { MethodNotAllowed } from "./problems.ts";
import type { Caller } from "../domain/access/api-keys.ts";
import { readContract } from "./contract.ts";
import { PreparedRouter } from "./router.ts";
import type { Admission } from "./security.ts";

const METHODS = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE"];

export interface Api {
  /** Answers a request that the contract describes; every refusal is thrown. */
  handle(request: ApiRequest): Promise<ApiAnswer>;
  /** The operation that a request would reach, for logs and metrics. */
  operationOf(request: Pick<ApiRequest, "method" | "path">): string | undefined;
}

interface Options {
  handlers: Handlers<Caller>;
  /** Operations whose answers may be given again; answering.ts says more. */
  repeatable: Partial<Record<string, (() => Promise<string>)[]>>;
  admit: (authorization: string | undefined) => Promise<Admission>;
  /** Fails a request whose answer does not fit the contract; on in tests. */
  validateResponses: boolean;
}

/** The contract as a program: routing, security and validation come from openapi.yaml, and only from there. */
export async function createApi({ handlers, repeatable, admit, validateResponses }: Options): Promise<Api> {
  const contract = readContract(contractText);
  const operation = answering({
    handlers,
    repeatable,
    check: (answer) => validateResponses && requireFit(backend, answer),
  });
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
      ...Object.fromEntries(operationIds.map((id) => [id, operation(id)])),
    },
    securityHandlers: {
      apiKey: (context: Context) =>
        admit(single((context.request as Pick<ApiRequest, "headers">).headers["authorization"])),
    },
  });
  await backend.init();
  backend.router = backend.validator.router = new PreparedRouter({ definition: backend.definition });
  requireAllOperations(backend);
  return {
    operationOf: ({ method, path }) =>
      backend.router.matchOperation({ method, path, headers: {} })?.operationId,
    handle: (request) => backend.handleRequest(request, request) as Promise<ApiAnswer>,
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
  const ofHeaders = backend.validator.validateResponseHeaders(headers ?? {}, operation, {
    statusCode: status,
  });
  const all = [...(status === 204 ? [] : (errors ?? [])), ...(ofHeaders.errors ?? [])];
  if (all.length > 0)
    throw new Error(`${operation} answers otherwise than the contract says: ${JSON.stringify(all)}`);
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
