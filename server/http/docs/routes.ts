import type Router from "@koa/router";
import type { Context } from "koa";
import { DomainError } from "../../domain/errors.ts";
import type { State } from "../middleware.ts";
import { readAssets, type Asset } from "./assets.ts";
import { createPages } from "./pages.ts";

/**
 * Nothing but our own files is loaded, nothing is sent elsewhere, and no page can frame these. The reference draws small
 * icons from `data:` URLs.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const YEAR = 365 * 24 * 3600;

/** The pages for people: the API reference at /docs, and what each error code means at /docs/errors/{code}. */
export function addDocs(router: Router<State>): void {
  const assets = readAssets();
  const pages = createPages(assets);
  const get = (path: string, answer: (ctx: Context & { params: Record<string, string> }) => void) =>
    router.get(path, (ctx) => {
      ctx.state.operation = "docs";
      ctx.set("Content-Security-Policy", POLICY);
      ctx.set("Referrer-Policy", "no-referrer");
      // The links are relative, and a slash at the end would make them mean something else.
      if (ctx.path.endsWith("/")) ctx.redirect(`../${ctx.path.split("/").at(-2)}`);
      else answer(ctx);
    });
  get("/docs", (ctx) => sendPage(ctx, pages.reference()));
  get("/docs/errors", (ctx) => sendPage(ctx, pages.errors()));
  get("/docs/errors/:code", (ctx) => {
    const { code = "" } = ctx.params;
    const page = pages.error(code);
    ctx.status = page === undefined ? 404 : 200;
    sendPage(ctx, page ?? pages.unknownError(code));
  });
  get("/docs/assets/:name", (ctx) => {
    const { name = "" } = ctx.params;
    const asset = Object.hasOwn(assets, name) ? assets[name as keyof typeof assets] : undefined;
    if (!asset) throw new DomainError("route-unknown", `The pages have no file of this name. See /docs.`);
    sendAsset(ctx, name, asset);
  });
}

function sendPage(ctx: Context, html: string): void {
  ctx.type = "text/html";
  ctx.body = html;
}

/** Everything else is `no-store`. A browser keeps these as long as the page asks for this very content. */
function sendAsset(ctx: Context, name: string, { bytes, digest }: Asset): void {
  if (ctx.query["v"] === digest) ctx.set("Cache-Control", `public, max-age=${YEAR}, immutable`);
  ctx.type = name.endsWith(".css") ? "text/css" : "text/javascript";
  ctx.body = bytes;
}
