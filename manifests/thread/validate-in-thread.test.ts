import { afterAll, expect, test } from "vitest";
import { configMap, versionFile } from "../version-for-tests.ts";
import { createValidator } from "./validate-in-thread.ts";

const versionOf = (text: string) => ({
  app: "api",
  version: "v1",
  namespace: { app: "shop" },
  files: Object.entries({ "version.yml": versionFile, "a.yaml": text }).map(([path, content]) => ({
    path,
    bytes: Buffer.from(content),
  })),
});
const slow = "--- a\n".repeat(170_000);

const validator = createValidator(2000);
const impatient = createValidator(50);
afterAll(async () => {
  await validator.close();
  await impatient.close();
});

test("gives the verdict of validateVersion, to any number of callers", async () => {
  const verdicts = await Promise.all(
    Array.from({ length: 8 }, () => validator.validate(versionOf(configMap("a")))),
  );
  for (const verdict of verdicts)
    expect(verdict).toMatchObject({ violations: [], metadata: { git: { branch: "main" } } });
  expect((await validator.validate(versionOf("a: ["))).violations).toMatchObject([
    { code: "yaml-invalid", file: "a.yaml" },
  ]);
});

test("a version that takes too long is refused, and the next one is checked", async () => {
  expect((await impatient.validate(versionOf(slow))).violations).toMatchObject([
    { code: "version-too-complex" },
  ]);
  expect((await validator.validate(versionOf(configMap("a")))).violations).toEqual([]);
});
