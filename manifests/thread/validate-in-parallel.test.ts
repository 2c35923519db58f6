import { expect, test } from "vitest";
import { configMap, endless, versionFile } from "../version-for-tests.ts";
import { validateVersion } from "../validate.ts";
import { validateInParallel } from "./validate-in-parallel.ts";

test("several threads give the verdict of one, whatever each of them reads", async () => {
  const files = {
    "version.yml": versionFile,
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`c${index}.yaml`, configMap(`c${index}`)]),
    ),
    "typo.yaml": `${configMap("typo")}dat: {}\n`,
    "twice.yaml": configMap("c3"),
    "broken.yaml": "a: [",
    "environments/staging/c1.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: C1 }\n",
  };
  const version = {
    app: "api",
    version: "v1",
    namespace: { app: "shop" },
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  };
  const verdict = await validateInParallel(version, {}, 100);
  expect(verdict).toEqual(validateVersion(version));
  expect(verdict.violations.map(({ file }) => file)).toEqual([
    "broken.yaml",
    "environments/staging/c1.yaml",
    "twice.yaml",
    "typo.yaml",
  ]);
});

test("a pattern that never ends is given up, and the definition is what is blamed", async () => {
  const files = {
    "version.yml": versionFile,
    "definition.yaml": endless.definition,
    "cache.yaml": endless.resource,
  };
  const verdict = await validateInParallel({
    app: "api",
    version: "v1",
    namespace: { app: "shop" },
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
  });
  expect(verdict.violations).toMatchObject([{ code: "file-too-complex", file: "cache.yaml" }]);
  expect(verdict.violations[0]!.detail).toContain("definition");
});
