import type { ServerResponse } from "node:http";
import Koa from "koa";
import type { Logger } from "pino";
import { DomainError, hungUp } from "../domain/errors.ts";
import { heavy } from "../lean-memory.ts";
import type { Metrics } from "../metrics.ts";
import type { StreamEvent } from "../../generated/api.ts";
import type { Page } from "../../generated/handlers.ts";
import type { Api } from "./api.ts";
import { besideTheContract, type Beside } from "./beside.ts";
import { readJsonBody } from "./body.ts";
import { sendEvents } from "./event-stream.ts";
import { answerProblems, recordRequests, refuseWhile, type State } from "./middleware.ts";

interface Options extends Beside {
  api: Api;
  metrics: Metrics;
  log: Logger;
  bodyLimit: number;
  publicUrl: () => string;
  /** Whether smithd is stopping and takes nothing new. */
  draining: () => boolean;
  /** Aborted when smithd stops, which waits for no stream. */
  leaving: AbortSignal;
  /** Milliseconds for which the reader of a stream may take nothing. */
  patience?: number | undefined;
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

function contract(options: Options): Koa.Middleware<State> {
  const { api, bodyLimit, publicUrl } = options;
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
    if (isStream(answer.body)) return stream(ctx, answer.body, options);
    // Of the other answers of the contract the only ones that are no JSON are text.
    if (typeof answer.body === "string") ctx.type = "text/plain";
    // Else Koa would take bytes for a download.
    if (answer.body instanceof Uint8Array) ctx.type = "json";
    ctx.body = answer.body ?? null;
    if (answer.body === undefined) ctx.status = answer.status;
  };
}

const isStream = (body: unknown): body is AsyncIterable<Page<StreamEvent>> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/** Begins a stream. The request is logged and measured as answered; how the stream ends is logged by itself. */
function stream(
  ctx: Koa.ParameterizedContext<State>,
  pages: AsyncIterable<Page<StreamEvent>>,
  { log, metrics, leaving, patience }: Options,
): void {
  ctx.set("Content-Type", "text/event-stream");
  // Nginx would keep events back until it has enough of them.
  ctx.set("X-Accel-Buffering", "no");
  ctx.respond = false;
  if (ctx.method === "HEAD") return void ctx.res.end();
  ctx.res.flushHeaders();
  const { requestId } = ctx.state;
  const startedAt = performance.now();
  metrics.eventStreams.inc();
  sendEvents(ctx.res, pages, { hungUp: signalOfClose(ctx.res), leaving, patience })
    .then((end) => log.info({ requestId, end, milliseconds: msSince(startedAt) }, "event stream ended"))
    .catch((error: unknown) => log.warn({ requestId, err: error }, "an event stream broke off"))
    .finally(() => metrics.eventStreams.dec());
}

const msSince = (time: number) => Math.round(performance.now() - time);

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
