import { join } from "node:path";
import { expect, test } from "vitest";
import { startSmithd } from "../../scripts/demo/programs.ts";
import { errorCodes } from "../../server/domain/errors.ts";
import { againstSmithd } from "../support/suite.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** What a page makes a browser ask for, relative to the page. */
const references = (html: string) =>
  [...html.matchAll(/(?:href|src|data-contract)="([^"]*)"/g)].map(([, to]) => to!);

againstSmithd((smithd) => {
  const get = (path: string, init?: RequestInit) =>
    fetch(smithd().url + path, { redirect: "manual", ...init });
  const page = async (path: string) => {
    const answer = await get(path);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    return { answer, html: await answer.text() };
  };

  test("the API reference needs no key and nothing but what smithd serves", async () => {
    const { answer, html } = await page("/docs");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(html).not.toMatch(/<script>|<style|style=|onload/);
    expect(references(html)).toContain("openapi.yaml");
    for (const to of references(html).filter((reference) => reference !== "data:,")) {
      expect(to).not.toMatch(/^\/|^[a-z]+:/);
      const { status } = await fetch(new URL(to, `${smithd().url}/docs`));
      expect([to, status]).toEqual([to, 200]);
    }
  });

  test("a browser keeps the files of the pages as long as they are the same", async () => {
    const { html } = await page("/docs");
    const files = references(html).filter((to) => to.startsWith("docs/assets/"));
    expect(files.map((file) => file.replace(/\?.*/, ""))).toEqual([
      "docs/assets/pages.css",
      "docs/assets/swagger-ui.css",
      "docs/assets/swagger-ui-bundle.js",
      "docs/assets/reference.js",
    ]);
    for (const file of files) {
      const { headers } = await get(`/${file}`);
      expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(headers.get("content-type")).toMatch(file.includes(".css") ? "text/css" : "text/javascript");
      const other = await get(`/${file.replace(/\?.*/, "?v=other")}`);
      expect([other.status, other.headers.get("cache-control")]).toEqual([200, "no-store"]);
    }
    expect((await get("/docs/assets/package.json")).status).toBe(404);
    expect((await get("/docs/assets/..%2Froutes.ts")).status).toBe(404);
    expect((await get("/docs/assets/constructor")).status).toBe(404);
  });

  test("the reference keeps no API key", async () => {
    const script = await (await get("/docs/assets/reference.js")).text();
    expect(script).toContain("persistAuthorization: false");
    expect(script).toContain("validatorUrl: null");
  });

  test.each(errorCodes)("%s has a page that leads back", async (code) => {
    const { answer, html } = await page(`/docs/errors/${code}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(html).toContain(`<code>${code}</code>`);
    expect(html).not.toMatch(/<script|<style|style=/);
    const leadsTo = references(html).filter((to) => !to.startsWith("data:"));
    const there = leadsTo.map((to) => new URL(to, `${smithd().url}/docs/errors/${code}`).pathname);
    expect(there).toContain("/docs");
    expect(there).toContain("/docs/errors");
    for (const to of leadsTo) expect(to).not.toMatch(/^\/|^[a-z]+:/);
  });

  test("the page of a code is where the type of a problem says", async () => {
    const problem = (await (await get("/v1/whoami")).json()) as { type: string; title: string };
    expect(problem.type).toBe(`${smithd().url}/docs/errors/unauthenticated`);
    const { status, text } = { status: 200, text: await (await fetch(problem.type)).text() };
    expect([status, text.includes(`<h1>${problem.title}</h1>`)]).toEqual([200, true]);
  });

  test("the list leads to every code", async () => {
    const { html } = await page("/docs/errors");
    expect(references(html)).toEqual(expect.arrayContaining(errorCodes.map((code) => `errors/${code}`)));
  });

  test("an unknown code is not found and shown as the text it is, with those near it", async () => {
    const typo = await page("/docs/errors/version-corupt");
    expect(typo.answer.status).toBe(404);
    const near = references(typo.html).filter((to) => /^[a-z-]+$/.test(to));
    expect(near[0]).toBe("version-corrupt");
    expect(near).toContain("version-unknown");
    const { html } = await page(`/docs/errors/${encodeURIComponent(`<script>alert("1")</script>&'`)}`);
    expect(html).toContain("<code>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</code>");
    expect(html).not.toContain("<script");
    expect((await get("/docs/errors/%E0%A4%A")).status).toBeLessThan(500);
    expect((await get(`/docs/errors/${"a-".repeat(3000)}`)).status).toBe(404);
  });

  test("a slash at the end leads to the page, behind a path prefix too", async () => {
    for (const [path, location] of [
      ["/docs/", "../docs"],
      ["/docs/errors/", "../errors"],
      ["/docs/errors/app-unknown/", "../app-unknown"],
      ["/docs/errors/%2F%2Fexample.com/", "../%2F%2Fexample.com"],
    ]) {
      const { status, headers } = await get(path!);
      expect([path, status, headers.get("location")]).toEqual([path, 302, location]);
    }
  });

  test("HEAD is answered, and no other method", async () => {
    for (const path of ["/docs", "/docs/errors", "/docs/errors/app-unknown", "/docs/assets/reference.js"]) {
      const head = await get(path, { method: "HEAD" });
      expect([path, head.status, await head.text()]).toEqual([path, 200, ""]);
      const posted = await get(path, { method: "POST" });
      expect([path, posted.status, posted.headers.get("allow")]).toEqual([path, 405, "HEAD, GET"]);
    }
  });

  test("requests to the pages are counted as such", async () => {
    await get("/docs");
    expect(await (await get("/metrics")).text()).toMatch(
      /smithd_http_request_seconds_count\{operation="docs",status="200"\} \d+/,
    );
  });
});

test("the bundle brings the pages along", async () => {
  const folder = await temporaryFolder();
  const { PATH } = process.env;
  const env = { PATH, SMITHD_LISTEN: "127.0.0.1:0", SMITHD_DATA_DIR: join(folder, "data") };
  const { url, stop } = await startSmithd(env, folder);
  try {
    const html = await (await fetch(`${url}/docs`)).text();
    for (const to of references(html).filter((reference) => reference !== "data:,"))
      expect([to, (await fetch(new URL(to, `${url}/docs`))).status]).toEqual([to, 200]);
    expect((await fetch(`${url}/docs/errors/app-unknown`)).status).toBe(200);
  } finally {
    await stop();
  }
});
