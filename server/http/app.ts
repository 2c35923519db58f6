import type { ServerResponse } from "node:http";
import Koa from "koa";
import type { Logger } from "pino";
import { DomainError, hungUp } from "../domain/errors.ts";
import { heavy } from "../lean-memory.ts";
import type { Metrics } from "../metrics.ts";
import type { Api } from "./api.ts";
import { besideTheContract, type Beside } from "./beside.ts";
import { readJsonBody } from "./body.ts";
import { answerProblems, recordRequests, refuseWhile, type State } from "./middleware.ts";

interface Options extends Beside {
  api: Api;
  metrics: Metrics;
  log: Logger;
  bodyLimit: number;
  publicUrl: () => string;
  /** Whether smithd is stopping and takes nothing new. */
  draining: () => boolean;
}

/** One request's way in: id and log, problems, what lies beside the contract, the contract. */
export function createApp(options: Options): Koa<State> {
  const app = new Koa<State>();
  // Koa would print what concerns a connection that broke off; requests are logged in middleware.ts.
  app.on("error", (error: unknown) => options.log.debug({ err: error }, "an answer could not be sent"));
  app.use(recordRequests(options.log, options.metrics));
  app.use(answerProblems(options.publicUrl, options.log));
  app.use(refuseWhile(options.draining));
  app.use(besideTheContract(options));
  app.use(contract(options));
  return app;
}

/** Those that hold a version's files, or the list of them. */
const HEAVY = new Set(["versionDraft", "versionPublish"]);

function contract({ api, bodyLimit, publicUrl }: Options): Koa.Middleware<State> {
  return async (ctx) => {
    // Koa sends the answer without its body.
    const method = ctx.method === "HEAD" ? "GET" : ctx.method;
    const request = { method, path: readablePath(ctx.path) };
    const operation = api.operationOf(request);
    if (operation !== undefined) ctx.state.operation = operation;
    const handle = () =>
      api.handle({
        ...request,
        query: { ...(ctx.query as Record<string, string | string[]>) },
        headers: ctx.headers as Record<string, string | string[]>,
        hungUp: () => signalOfClose(ctx.res),
        readBody: (mediaType) => readJsonBody(ctx.req, bodyLimit, mediaType),
      });
    const answer = await (HEAVY.has(operation ?? "") ? heavy(handle) : handle());
    const { Location, ...headers } = answer.headers ?? {};
    ctx.set(headers);
    if (Location !== undefined) ctx.set("Location", publicUrl() + Location);
    ctx.status = answer.status;
    // The only answers of the contract that are no JSON are text.
    if (typeof answer.body === "string") ctx.type = "text/plain";
    // Else Koa would take bytes for a download.
    if (answer.body instanceof Uint8Array) ctx.type = "json";
    ctx.body = answer.body ?? null;
    if (answer.body === undefined) ctx.status = answer.status;
  };
}

/** Asked for only by what waits: most answers are there before anybody could hang up. */
function signalOfClose(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(hungUp());
  if (response.closed) abort();
  response.once("close", abort);
  return controller.signal;
}

/** Throws where a path could not be decoded further on. */
function readablePath(path: string): string {
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    throw new DomainError(
      "request-invalid",
      "The path is not valid: a `%` in it does not stand before two hex digits of UTF-8.",
    );
  }
}
