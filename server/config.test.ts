import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { SettingError, settings } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "deploysmith-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("without any setting everything is kept in ./data and only this machine is served", () => {
  expect(readConfig({ PATH: "/bin" })).toMatchObject({
    listen: { host: "127.0.0.1", port: 8080 },
    dataDir: resolve("data"),
    database: { kind: "sqlite", file: resolve("data/smithd.db") },
    blobs: { kind: "disk", folder: resolve("data/blobs") },
    gitops: { kind: "embedded", path: resolve("data/gitops.git"), branch: "main", timeoutMs: 30_000 },
    limits: { files: 500, fileBytes: 1024 ** 2, versionBytes: 10 * 1024 ** 2 },
  });
});

test("production is a few variables", () => {
  const config = readConfig({
    SMITHD_LISTEN: "[::]:80",
    SMITHD_PUBLIC_URL: "https://deploysmith.example.com/prefix/",
    SMITHD_DATABASE_URL: "postgres://smithd@db/smithd",
    SMITHD_GITOPS_URL: "https://git.example.com/gitops.git",
    SMITHD_GITOPS_TOKEN: "token",
    SMITHD_GITOPS_BRANCH: "live/main",
    SMITHD_GITOPS_AUTHOR: "Deploy Bot <bot@example.com>",
  });
  expect(config).toMatchObject({
    listen: { host: "::", port: 80 },
    publicUrl: "https://deploysmith.example.com/prefix",
    database: { kind: "postgres", url: "postgres://smithd@db/smithd" },
    gitops: {
      kind: "remote",
      url: "https://git.example.com/gitops.git",
      branch: "live/main",
      author: { name: "Deploy Bot", email: "bot@example.com" },
      credentials: { kind: "token", username: "git", token: "token" },
    },
  });
});

test("what Kubernetes injects for a Service named smithd is not ours", () => {
  const injected = {
    SMITHD_SERVICE_HOST: "10.0.0.1",
    SMITHD_SERVICE_PORT: "8080",
    SMITHD_SERVICE_PORT_HTTP: "8080",
    SMITHD_PORT: "tcp://10.0.0.1:8080",
    SMITHD_PORT_8080_TCP: "tcp://10.0.0.1:8080",
    SMITHD_PORT_8080_TCP_PROTO: "tcp",
    SMITHD_PORT_8080_TCP_PORT: "8080",
    SMITHD_PORT_8080_TCP_ADDR: "10.0.0.1",
  };
  expect(() => readConfig(injected)).not.toThrow();
});

test("a secret can come from a file, without the line's end", () => {
  const file = join(folder, "token");
  writeFileSync(file, "secret\n");
  const remote = { SMITHD_GITOPS_URL: "https://git.example.com/gitops.git" };
  expect(readConfig({ ...remote, SMITHD_GITOPS_TOKEN_FILE: file }).gitops).toMatchObject({
    credentials: { token: "secret" },
  });
  const both = { ...remote, SMITHD_GITOPS_TOKEN_FILE: file, SMITHD_GITOPS_TOKEN: "other" };
  expect(() => readConfig(both)).toThrow(/SMITHD_GITOPS_TOKEN or SMITHD_GITOPS_TOKEN_FILE, not both/);
  expect(() => readConfig({ ...remote, SMITHD_GITOPS_TOKEN_FILE: join(folder, "none") })).toThrow(
    /SMITHD_GITOPS_TOKEN_FILE/,
  );
});

test.each([
  ["an unknown setting", { SMITHD_LISTN: "x" }, /SMITHD_LISTN is not a setting/],
  ["a twin of what is no secret", { SMITHD_LISTEN_FILE: "x" }, /SMITHD_LISTEN_FILE is not a setting/],
  [
    "an address without a port",
    { SMITHD_LISTEN: "localhost" },
    /SMITHD_LISTEN is localhost, but must be host:port/,
  ],
  ["a port beyond the last", { SMITHD_LISTEN: "localhost:70000" }, /SMITHD_LISTEN/],
  [
    "every interface without a public address",
    { SMITHD_LISTEN: "0.0.0.0:8080" },
    /SMITHD_PUBLIC_URL is needed/,
  ],
  ["a public address that is none", { SMITHD_PUBLIC_URL: "example.com" }, /SMITHD_PUBLIC_URL must be a URL/],
  ["another database", { SMITHD_DATABASE_URL: "mysql://db/x" }, /SMITHD_DATABASE_URL must be a URL/],
  ["another protocol", { SMITHD_GITOPS_URL: "ext::sh" }, /SMITHD_GITOPS_URL must be a URL/],
  [
    "a token for ssh",
    { SMITHD_GITOPS_URL: "ssh://git@host/x", SMITHD_GITOPS_TOKEN: "t" },
    /goes with an https:\/\/ repository/,
  ],
  [
    "an address as scp writes it",
    { SMITHD_GITOPS_URL: "git@github.com:org/x.git" },
    /ssh:\/\/git@host\/org\/x\.git/,
  ],
  [
    "a token without a repository",
    { SMITHD_GITOPS_TOKEN: "t" },
    /SMITHD_GITOPS_TOKEN needs SMITHD_GITOPS_URL/,
  ],
  [
    "an ssh key for https",
    { SMITHD_GITOPS_URL: "https://host/x", SMITHD_GITOPS_SSH_KEY_FILE: "k" },
    /goes with an ssh:\/\/ repository/,
  ],
  ["a branch that is an option", { SMITHD_GITOPS_BRANCH: "--all" }, /no name of a branch/],
  ["an author without an address", { SMITHD_GITOPS_AUTHOR: "Bot" }, /must look like Name <address>/],
  ["no number", { SMITHD_MAX_FILES: "many" }, /SMITHD_MAX_FILES is many, but must be a whole number/],
  ["zero", { SMITHD_GITOPS_TIMEOUT_SECONDS: "0" }, /SMITHD_GITOPS_TIMEOUT_SECONDS/],
  ["a word that is none of the two", { SMITHD_FLUX_TARGET_NAMESPACE: "yes" }, /must be true or false/],
])("%s stops the start with a sentence that names it", (_what, environment, sentence) => {
  expect(() => readConfig(environment as Record<string, string>)).toThrow(SettingError);
  expect(() => readConfig(environment as Record<string, string>)).toThrow(sentence);
});

test.each([
  { SMITHD_DATABASE_URL: "mysql://user:hunter2@db/x" },
  { SMITHD_GITOPS_URL: "https://user:hunter2@git.example.com/x" },
  { SMITHD_GITOPS_URL: "user:hunter2@git.example.com:x" },
])("a wrong setting never repeats a secret: %j", (environment) => {
  let said = "";
  try {
    readConfig(environment);
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toMatch(/^SMITHD_/);
  expect(said).not.toContain("hunter2");
});

test("every setting says what it means", () => {
  for (const { name, description } of settings) expect(description.length, name).toBeGreaterThan(10);
});
