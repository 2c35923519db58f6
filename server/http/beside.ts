import Router from "@koa/router";
import type { Middleware } from "koa";
import { contractText } from "../../generated/contract.ts";
import type { SignedUpload } from "../adapters/blobs/disk.ts";
import { DomainError } from "../domain/errors.ts";
import type { Metrics } from "../metrics.ts";
import { addDocs } from "./docs/routes.ts";
import { MethodNotAllowed } from "./problems.ts";
import type { State } from "./middleware.ts";

export interface Readiness {
  ready: boolean;
  /** What is needed, each `ok` or a word that says what is wrong. */
  checks: Record<string, string>;
}

export interface Beside {
  metrics: Metrics;
  readiness: () => Promise<Readiness>;
  /** Takes a signed upload; absent where the blob storage takes them itself. */
  receiveUpload?: (upload: SignedUpload) => Promise<void>;
}

export const UPLOADS = "/uploads";

/** The routes that are no part of the contract: probes, metrics, the contract's text, pages for people and signed uploads. */
export function besideTheContract({ metrics, readiness, receiveUpload }: Beside): Middleware<State> {
  const router = new Router<State>();
  router.get("/livez", (ctx) => {
    ctx.state.operation = "probe";
    ctx.body = { status: "live" };
  });
  router.get("/readyz", async (ctx) => {
    ctx.state.operation = "probe";
    const { ready, checks } = await readiness();
    ctx.status = ready ? 200 : 503;
    if (!ready) ctx.set("Retry-After", "5");
    ctx.body = { status: ready ? "ready" : "not ready", checks };
  });
  router.get("/metrics", async (ctx) => {
    ctx.state.operation = "probe";
    ctx.type = metrics.registry.contentType;
    ctx.body = await metrics.registry.metrics();
  });
  router.get("/openapi.yaml", (ctx) => {
    ctx.state.operation = "docs";
    ctx.type = "application/yaml";
    ctx.body = contractText;
  });
  addDocs(router);
  if (receiveUpload) {
    router.put(`${UPLOADS}/*key`, async (ctx) => {
      ctx.state.operation = "upload";
      await receiveUpload(readUpload(ctx.path, ctx.query, ctx.req));
      ctx.status = 200;
      ctx.body = "";
    });
  }
  const routes = router.routes() as unknown as Middleware<State>;
  return async (ctx, next) => {
    // The contract's: this router would try all of its own routes, twice.
    if (ctx.path.startsWith("/v1/")) return void (await next());
    await routes(ctx, async () => {
      // The path is one of ours, but not with this method.
      const matched = router.match(ctx.path, ctx.method).path;
      if (matched.length > 0) throw new MethodNotAllowed(matched.flatMap(({ methods }) => methods));
      await next();
    });
  };
}

function readUpload(
  path: string,
  query: NodeJS.Dict<string | string[]>,
  request: SignedUpload["body"],
): SignedUpload {
  const { size, sha256, expires, signature } = query;
  const length = (request as unknown as { headers: NodeJS.Dict<string> }).headers["content-length"];
  return {
    grant: {
      key: decodePath(path.slice(UPLOADS.length + 1)),
      size: Number(size),
      sha256: String(sha256),
      expiresAt: Number(expires),
    },
    signature: String(signature),
    contentLength: length === undefined ? undefined : Number(length),
    body: request,
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new DomainError(
      "upload-url-invalid",
      "This upload URL was not signed by smithd. Use it exactly as the draft gave it.",
    );
  }
}
