import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { configMap, endless, versionFile } from "../version-for-tests.ts";
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
/** A resource whose definition has a pattern that never ends. */
const slow = `${endless.definition}---\n${endless.resource}`;

const validator = createValidator({}, { patience: 2000 });
const impatient = createValidator({}, { patience: 50 });
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

test("a file that takes too much of a CPU is named", async () => {
  const strict = createValidator({}, { cpuOfAFile: 20 });
  const verdict = await strict.validate(versionOf(slow));
  expect(verdict.violations).toMatchObject([{ code: "file-too-complex", file: "a.yaml" }]);
  expect((await strict.validate(versionOf(configMap("a")))).violations).toEqual([]);
  await strict.close();
});

test("a thread that was given up is not given another version", async () => {
  const patient = createValidator({}, { patience: 4000, cpuOfAFile: 60_000 });
  const verdicts = await Promise.all(
    [slow, slow, configMap("a")].map((text) => patient.validate(versionOf(text))),
  );
  expect(verdicts.map(({ violations }) => violations[0]?.code)).toEqual([
    "version-too-complex",
    "version-too-complex",
    undefined,
  ]);
  await patient.close();
});

test("closing ends what is being checked, and whoever waits for it is told", async () => {
  const closing = createValidator();
  const checks = Array.from({ length: 4 }, () => closing.validate(versionOf(slow)));
  const settled = Promise.allSettled(checks);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await closing.close();
  expect((await settled).map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  await expect(closing.validate(versionOf(configMap("a")))).rejects.toThrow("closed");
});

test("an idle validator keeps no program alive", async () => {
  const here = new URL("./validate-in-thread.ts", import.meta.url).href;
  const program = `import(${JSON.stringify(here)}).then(({ createValidator }) =>
    createValidator().validate({ app: "a", version: "v1", namespace: {}, files: [] }))`;
  await promisify(execFile)(process.execPath, ["-e", program], { timeout: 20_000 });
});
