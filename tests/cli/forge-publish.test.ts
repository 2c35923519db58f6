import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { VersionPublishResult } from "../../generated/api.ts";
import { sqlite } from "../support/engines.ts";
import { configMap, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { forge, settingsOf, type Environment } from "./run.ts";
import { workspace, type Workspace } from "./workspace.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

const register = (name: string) => smithd.client.appRegister({ body: { name, namespace: "shop" } });
const publishIn = ({ path }: Workspace, args: string[], env: Environment = {}) =>
  forge(["publish", "manifests", ...args], { cwd: path, env: { ...settingsOf(smithd), ...env } });

test("a folder becomes a version that smithd knows, and publishing it again changes nothing", async () => {
  await register("first");
  const here = await workspace();
  const id = here.sha.slice(0, 7);
  const published = await publishIn(here, ["--app", "first"]);
  expect(published).toMatchObject({ code: 0, stdout: `Published first ${id} (2 files).\n` });
  expect(published.stderr).toContain(`To deploy it: smithctl deploy first ${id} --env ENVIRONMENT`);
  const view = await smithd.client.versionView({ path: { app: "first", version: id } });
  expect(view).toMatchObject({
    status: "published",
    metadata: { git: { sha: here.sha, branch: "main", message: "Cache the price list" } },
    files: [{ path: "config.yaml" }, { path: "version.yml" }],
  });

  const again = await publishIn(here, ["--app", "first"]);
  expect(again).toMatchObject({ code: 0, stdout: `first ${id} was already published.\n` });
});

test("--wait follows what a policy deploys, and --json is the whole story as one document", async () => {
  await register("waiting");
  await smithd.client.policyPut({
    path: { app: "waiting", policy: "main-to-staging" },
    body: { environment: "staging", branches: ["main"] },
  });
  const here = await workspace();
  const plain = await publishIn(here, ["--app", "waiting", "--wait", "--version", "v1"]);
  expect(plain.code).toBe(0);
  const commit = (await smithd.repository.head()).slice(0, 12);
  expect(plain.stdout).toMatch(
    new RegExp(
      `^Published waiting v1 \\(2 files\\)\\.\nqueued for staging by policy main-to-staging \\(deployment [-0-9a-f]{36}\\)\n` +
        `deployed {4}waiting v1 in staging, commit ${commit}\n$`,
    ),
  );

  const json = await publishIn(here, ["--app", "waiting", "--wait", "--version", "v2", "--json"]);
  expect(json.code).toBe(0);
  const result = JSON.parse(json.stdout) as VersionPublishResult;
  expect(result).toMatchObject({
    version: { id: "v2" },
    deployments: [{ status: "deployed", commit: await smithd.repository.head() }],
    skipped: [],
  });
  expect(json.stderr).toContain(`Deployment ${result.deployments[0]!.id} is queued.`);
});

test("--wait that takes too long says which deployment goes on, and exits 7", async () => {
  await register("hurried");
  await smithd.client.policyPut({
    path: { app: "hurried", policy: "all" },
    body: { environment: "staging", branches: ["**"] },
  });
  const ran = await publishIn(await workspace(), [
    "--app",
    "hurried",
    "--wait",
    "--timeout",
    "10ms",
    "--json",
  ]);
  const { deployments } = JSON.parse(ran.stdout) as VersionPublishResult;
  expect(ran.code).toBe(7);
  expect(ran.stderr).toContain(`Look at it later: smithctl deployments ${deployments[0]!.id}`);
});

test("an unknown app is named once, with what to do and the request's id", async () => {
  await register("api-service");
  const ran = await publishIn(await workspace(), ["--app", "api-servise"]);
  expect(ran).toMatchObject({ code: 1, stdout: "" });
  expect(ran.stderr).toContain("There is no app api-servise. Did you mean api-service?");
  expect(ran.stderr.match(/smithctl apps register/g)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^Request id: r-/m);
});

test("invalid manifests are refused here, with nothing sent", async () => {
  await register("invalid");
  const here = await workspace({ "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n" });
  const ran = await publishIn(here, ["--app", "invalid"]);
  expect(ran).toMatchObject({ code: 1, stdout: "" });
  expect(ran.stderr).toMatch(/^ {2}a\.yaml:3:\d+ {2}\S/m);
  const drafts = await smithd.client.versionList({ path: { app: "invalid" }, query: { status: "draft" } });
  expect(drafts.items).toEqual([]);
});

test("what only smithd can know is refused by smithd, with its violations", async () => {
  await smithd.client.appRegister({ body: { name: "homeless" } });
  const ran = await publishIn(await workspace(), ["--app", "homeless"]);
  expect(ran).toMatchObject({ code: 1, stdout: "" });
  expect(ran.stderr).toMatch(/^ {2}config\.yaml:\d+:\d+ {2}.*namespace/m);
});

test("a wrong key exits 4, and is not shown", async () => {
  const wrong = smithd.apiKey.replace(/.{10}$/, "AAAAAAAAAA");
  const ran = await publishIn(await workspace(), ["--app", "any"], { DEPLOYSMITH_API_KEY: wrong });
  expect(ran).toMatchObject({ code: 4, stdout: "" });
  expect(ran.stderr).not.toContain(wrong);
});

test("an id that was published with other content exits 5", async () => {
  await register("taken");
  await publish(smithd.client, { app: "taken", version: "v1", files: { "a.yaml": configMap("other") } });
  const ran = await publishIn(await workspace(), ["--app", "taken", "--version", "v1"]);
  expect(ran).toMatchObject({ code: 5, stdout: "" });
  expect(ran.stderr).toContain("v1 of taken is published with other files");
});

test("a version.yml in the folder is taken as it is, and must name this app and version", async () => {
  await register("own-file");
  const text = (app: string) =>
    `app: ${app}\nversion: v7\ngit:\n  sha: ${"b".repeat(40)}\n  branch: main\n` +
    `  committer: Ada Lovelace <ada@example.com>\ndate: 2026-11-23T10:15:00Z\nticket: OPS-1\n`;
  const manifests = { "config.yaml": configMap("settings") };
  const good = await workspace({ ...manifests, "version.yml": text("own-file") });
  expect(await publishIn(good, ["--app", "own-file"])).toMatchObject({
    code: 0,
    stdout: "Published own-file v7 (2 files).\n",
  });
  const bad = await publishIn(await workspace({ ...manifests, "version.yml": text("another") }), [
    "--app",
    "own-file",
  ]);
  expect(bad).toMatchObject({ code: 1, stdout: "" });
  expect(bad.stderr).toMatch(/^ {2}version\.yml:1:\d+ /m);
});

test("many files arrive, and the sample app is published as it is", async () => {
  await register("many");
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`maps/map-${index}.yaml`, configMap(`map-${index}`)]),
  );
  expect(await publishIn(await workspace(files), ["--app", "many", "--version=v1"])).toMatchObject({
    code: 0,
    stdout: "Published many v1 (61 files).\n",
  });
  await register("hello");
  const hello = join(import.meta.dirname, "../../examples/hello/manifests");
  const { path: cwd } = await workspace();
  const env = settingsOf(smithd);
  expect(await forge(["publish", hello, "--app", "hello"], { cwd, env })).toMatchObject({ code: 0 });
});
