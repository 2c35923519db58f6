import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { documents, read } from "./read.ts";

const withoutCode = (markdown: string) => markdown.replace(/^```[^]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");

/** As GitHub makes them from headings. */
const anchorsOf = (markdown: string) =>
  [...markdown.replace(/^```[^]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(documents)("every link in %s leads somewhere", (document) => {
  const links = [...withoutCode(read(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  for (const link of links.filter((target) => !/^https?:/.test(target))) {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? document : join(dirname(document), path);
    expect([link, existsSync(target)]).toEqual([link, true]);
    if (anchor !== undefined) expect(anchorsOf(read(target)), link).toContain(anchor);
  }
});

test("the README names scripts that there are", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  for (const document of documents)
    for (const [, script] of read(document).matchAll(/npm run ([a-z:]+)/g))
      expect(Object.keys(scripts)).toContain(script);
  const [first] = /```sh\n[^]*?```/.exec(read("README.md"))!;
  expect(first).toContain("npm ci && npm run demo");
  expect(first).toContain("npm ci && npm test");
});

test("docs/settings.md names every variable that the command lines read", () => {
  const sources = globSync("{clients,cli-forge,cli-smithctl}/**/*.ts").map((file) =>
    readFileSync(file, "utf8"),
  );
  const names = new Set(sources.join("\n").match(/\bDEPLOYSMITH_[A-Z_]+/g));
  for (const name of names) expect(read("docs/settings.md")).toContain(name);
});
