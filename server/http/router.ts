import {
  OpenAPIRouter,
  type Document,
  type Operation,
  type ParsedRequest,
  type Request,
} from "openapi-backend";

interface Route {
  operation: Operation;
  /** Matches a path, and in groups what stands for the template's parameters. */
  pattern: RegExp;
  parameters: string[];
}

/**
 * openapi-backend's router with everything made once that does not change: its own makes all operations and a pattern for
 * each anew, several times for every request, which costs more than answering most of them. It reads what Koa has taken
 * apart, so it parses no query, no body and no cookie; the contract has no cookie.
 */
export class PreparedRouter extends OpenAPIRouter {
  readonly #operations: Operation[];
  /** Those with the most fixed text first: `/v1/apps/{app}` must not take what is another's. */
  readonly #routes: Route[];
  readonly #routeOf: Map<Operation, Route>;

  constructor(options: { definition: Document }) {
    super(options);
    this.#operations = super.getOperations();
    this.#routes = this.#operations.map(toRoute).sort((a, b) => fixedLength(b) - fixedLength(a));
    this.#routeOf = new Map(this.#routes.map((route) => [route.operation, route]));
  }

  override getOperations(): Operation[] {
    return this.#operations;
  }

  override matchOperation(request: Request): Operation | undefined;
  override matchOperation(request: Request, strict: boolean): Operation;
  override matchOperation(request: Request, strict = false): Operation | undefined {
    const path = this.normalizePath(request.path);
    const method = request.method.toLowerCase();
    const there = this.#routes.filter(({ pattern }) => pattern.test(path));
    const exact = there.filter(({ operation }) => operation.path === path);
    const match = [...exact, ...there].find(({ operation }) => operation.method === method);
    if (match || !strict) return match?.operation;
    // The words by which openapi-backend tells them apart.
    throw new Error(there.length > 0 ? "405-methodNotAllowed" : "404-notFound");
  }

  override parseRequest(request: Request, operation?: Operation): ParsedRequest {
    const route = operation && this.#routeOf.get(operation);
    return {
      ...request,
      params: route ? this.#parametersOf(request.path, route) : {},
      // Copies, because validation changes types and adds defaults in place.
      headers: { ...request.headers },
      query: { ...(request.query as Record<string, string | string[]>) },
      cookies: {},
      requestBody: request.body as unknown,
    };
  }

  #parametersOf(path: string, { pattern, parameters }: Route): Record<string, string> {
    const [, ...values] = pattern.exec(this.normalizePath(path)) ?? [];
    return Object.fromEntries(
      values.map((value, index) => [parameters[index]!, decodeURIComponent(value)] as const),
    );
  }
}

const PARAMETER = /\{([^}]+)\}/g;

function toRoute(operation: Operation): Route {
  const [first = "", ...others] = operation.path.split(PARAMETER);
  // Split at a group, every second part is a parameter's name.
  const parameters = others.filter((_, index) => index % 2 === 0);
  const fixed = [first, ...others.filter((_, index) => index % 2 === 1)];
  return { operation, parameters, pattern: new RegExp(`^${fixed.map(escaped).join("([^/]+)")}$`) };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const fixedLength = ({ operation }: Route) => operation.path.replace(PARAMETER, "").length;
