import { randomUUID } from "node:crypto";
import type { Middleware } from "koa";
import type { Logger } from "pino";
import { shuttingDown } from "../domain/errors.ts";
import type { Metrics } from "../metrics.ts";
import { toProblem } from "./problems.ts";

export interface State {
  requestId: string;
  operation?: string;
}

/** Gives each request an id, and logs and measures what became of it. Queries are not logged: they may carry signatures. */
export function recordRequests(log: Logger, metrics: Metrics): Middleware<State> {
  return async (ctx, next) => {
    const startedAt = performance.now();
    ctx.state.requestId = requestId(ctx.get("x-request-id"));
    ctx.set("X-Request-Id", ctx.state.requestId);
    ctx.set("X-Content-Type-Options", "nosniff");
    ctx.set("Cache-Control", "no-store");
    await next();
    // What was refused unread would block the connection for the next request.
    if (!ctx.req.complete) ctx.req.resume();
    const milliseconds = Math.round(performance.now() - startedAt);
    const operation = ctx.state.operation ?? "none";
    metrics.requestSeconds.observe({ operation, status: String(ctx.status) }, milliseconds / 1000);
    const entry = { requestId: ctx.state.requestId, operation, status: ctx.status, milliseconds };
    // Probes and scrapes would drown what people do.
    const level = operation === "probe" ? "debug" : "info";
    log[level]({ ...entry, method: ctx.method, path: ctx.path.slice(0, 300) }, "request");
  };
}

/** What smithd refuses on purpose. */
const expected: ReadonlySet<string> = new Set(["shutting-down", "too-many-streams"]);

/** Turns whatever is thrown into a problem. What is no known failure is logged as a fault of ours. */
export function answerProblems(publicUrl: () => string, log: Logger): Middleware<State> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const { requestId } = ctx.state;
      const { problem, headers } = toProblem(error, { requestId, publicUrl: publicUrl() });
      if (problem.status >= 500 && !expected.has(problem.code))
        log.error({ requestId, code: problem.code, err: error }, problem.title);
      ctx.set(headers);
      ctx.status = problem.status;
      ctx.body = JSON.stringify(problem);
      ctx.type = "application/problem+json";
    }
  };
}

/** Answers probes alone once smithd stops; each refusal ends its connection, so that the next goes elsewhere. */
export function refuseWhile(draining: () => boolean): Middleware<State> {
  return async (ctx, next) => {
    if (draining() && !/^\/(livez|readyz|metrics)$/.test(ctx.path)) {
      ctx.set("Connection", "close");
      throw shuttingDown();
    }
    await next();
  };
}

/** The caller's id where it is harmless, so that one id follows a request through several programs. */
const requestId = (given: string) => (/^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : `r-${randomUUID()}`);
