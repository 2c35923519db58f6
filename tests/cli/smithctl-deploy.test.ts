import { once } from "node:events";
import { rename } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deployment, VersionPublishResult } from "../../generated/api.ts";
import type { GitopsRepository } from "../../server/domain/ports.ts";
import { sqlite } from "../support/engines.ts";
import { finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { forge, settingsOf, smithctl, start } from "./run.ts";
import { workspace } from "./workspace.ts";

afterAll(removeTemporaryFolders);

async function smithdWith(apps: string[], options = {}): Promise<TestSmithd> {
  const smithd = await startTestSmithd(sqlite, options);
  for (const app of apps) {
    await smithd.client.appRegister({ body: { name: app, namespace: "shop" } });
    await publish(smithd.client, { app, version: "v1" });
  }
  return smithd;
}

describe("where all is well", () => {
  let smithd: TestSmithd;
  beforeAll(async () => {
    smithd = await smithdWith(["api-service", "foreign"]);
  });
  afterAll(() => smithd.stop());

  const deploy = (...args: string[]) => smithctl(["deploy", ...args], { env: settingsOf(smithd) });

  test("a version is deployed, and its commit said; --json is the deployment", async () => {
    const plain = await deploy(
      "api-service",
      "v1",
      "--env",
      "staging",
      "--wait",
      "--yes",
      "--reason",
      "prices",
    );
    const head = await smithd.repository.head();
    expect(plain).toMatchObject({
      code: 0,
      stdout: `deployed    api-service v1 in staging, commit ${head.slice(0, 12)}\n`,
    });
    expect(plain.stderr).toMatch(
      /^Runs now: +nothing\nWill run: +v1, published [^]*^Changes: +4 files changed, \+\d+ −1\n {2}added +config\.yaml +\+6\n[^]*^Deployment [-0-9a-f]{36} is queued\.$/m,
    );
    expect(await smithd.repository.message(head)).toContain("prices");

    const json = await deploy("api-service", "v1", "--env=staging", "--wait=true", "--yes", "--json");
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toMatchObject({ status: "deployed", changed: false, commit: head });
  });

  test("without --wait its id is said", async () => {
    const ran = await deploy("api-service", "v1", "--env", "production", "--yes");
    expect(ran.code).toBe(0);
    const id = /Follow it: smithctl deployments ([-0-9a-f]{36})/.exec(ran.stderr)![1]!;
    expect(await finished(smithd.client, { id })).toMatchObject({
      status: "deployed",
      environment: "production",
    });
  });

  test("nobody is asked where there is no terminal, and nothing is deployed", async () => {
    const before = await smithd.client.deploymentList();
    const ran = await deploy("api-service", "v1", "--env", "staging");
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("Next: Pass --yes to go ahead without being asked.");
    expect((await smithd.client.deploymentList()).items).toHaveLength(before.items.length);
  });

  test.each([
    [["api-servise", "v1", "--env", "staging"], "Did you mean api-service?"],
    [["api-service", "v2", "--env", "staging"], "Did you mean v1?"],
    [["api-service", "v1", "--env", "stagin"], "Did you mean staging?"],
  ])("%j names what is near", async (args, near) => {
    const ran = await deploy(...args, "--yes");
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toContain(near);
  });

  test("a folder that smithd did not write is a refusal: 3, for a person as for a pipeline", async () => {
    await smithd.repository.commit({ "environments/staging/apps/foreign/theirs.yaml": "a: 1\n" });
    const ran = await deploy("foreign", "v1", "--env", "staging", "--wait", "--yes");
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toMatch(/^ {2}folder-not-owned: .*--adopt[^]*^Next: Nothing was queued\./m);
    expect((await smithd.client.deploymentList({ query: { app: "foreign" } })).items).toEqual([]);

    const branches = ["main"];
    const policy = { path: { app: "foreign", policy: "main" }, body: { environment: "staging", branches } };
    await smithd.client.policyPut(policy);
    const { path: cwd } = await workspace();
    const args = ["publish", "manifests", "--app", "foreign", "--wait", "--json"];
    const published = await forge(args, { cwd, env: settingsOf(smithd) });
    expect(published.code).toBe(3);
    expect(JSON.parse(published.stdout)).toMatchObject({
      deployments: [{ failure: { code: "folder-not-owned" } }],
    });

    const shown = await smithctl(["apps", "show", "foreign"], { env: settingsOf(smithd) });
    expect(shown.stdout).toMatch(/^staging +(- +)+\S+ failed$/m);
    expect(shown.stdout).toMatch(
      /^failed +foreign \S+ in staging: folder-not-owned$[^]*^ {2}To try again: /m,
    );

    expect(await deploy("foreign", "v1", "--env", "staging", "--wait", "--yes", "--adopt")).toMatchObject({
      code: 0,
    });
  });

  test("a repository that cannot be reached is said, and exits 6", async () => {
    const { path } = smithd.repository;
    await rename(path, `${path}.away`);
    const ran = await deploy("api-service", "v1", "--env", "staging", "--wait", "--yes");
    await rename(`${path}.away`, path);
    expect(ran).toMatchObject({ code: 6, stdout: "" });
    expect(ran.stderr).toMatch(/^smithctl: gitops-unreachable: [^]*^Next: Nothing was queued\./m);
  });

  test("a repository that was never seen exits 6 as well, with nothing queued", async () => {
    const blind = await startTestSmithd(sqlite, {
      environment: { SMITHD_GITOPS_URL: "file:///nonexistent/x.git" },
    });
    await blind.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
    await publish(blind.client, { app: "api-service", version: "v1" });
    const args = ["deploy", "api-service", "v1", "--env", "staging", "--wait", "--yes"];
    const ran = await smithctl(args, { env: settingsOf(blind) });
    await blind.stop();
    expect(ran).toMatchObject({ code: 6, stdout: "" });
    expect(ran.stderr).toContain("gitops-unreachable");
    expect(ran.stderr).toContain("Nothing was queued.");
  });
});

/** A repository whose pushes wait until the gate is opened, so that deployments stay what they are. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const gitops = (repository: GitopsRepository): GitopsRepository =>
    Object.create(repository, {
      push: { value: (commit: string) => opened.then(() => repository.push(commit)) },
    }) as GitopsRepository;
  return { open, gitops };
}

describe("where writing takes long", () => {
  const { open, gitops } = gate();
  let smithd: TestSmithd;
  beforeAll(async () => {
    smithd = await smithdWith(["api-service"], { overrides: { gitops } });
    await publish(smithd.client, { version: "v2" });
  });
  afterAll(async () => {
    open();
    await smithd.stop();
  });

  const args = ["deploy", "api-service", "v1", "--env", "staging", "--yes", "--wait"];
  const env = () => settingsOf(smithd);

  test("a time that is up exits 7 and says which deployment goes on", async () => {
    const ran = await smithctl([...args, "--timeout", "300ms", "--json"], { env: env() });
    const { id, status } = JSON.parse(ran.stdout) as Deployment;
    expect(ran.code).toBe(7);
    expect(["queued", "writing"]).toContain(status);
    expect(ran.stderr).toContain(`Next: It was not cancelled. Look at it later: smithctl deployments ${id}`);
  });

  test.each([[[]], [["--json"]]])(
    "Ctrl-C exits 130 with the id, and leaves nothing behind: %j",
    async (json) => {
      const running = await start("smithctl", [...args, ...json], { env: env() });
      await running.saying("is queued.");
      running.interrupt();
      const { code, stdout, stderr } = await running.ended;
      expect(code).toBe(130);
      expect(stderr).toMatch(
        /It was not cancelled\. Look at it later: smithctl deployments [-0-9a-f]{36}\n$/,
      );
      expect(stdout + stderr).not.toContain("\u001b");
      if (json.length === 0) expect(stdout).toBe("");
      else expect(JSON.parse(stdout)).toMatchObject({ status: "queued" });
    },
  );

  test("a pipeline that is interrupted while it waits prints all that it knows", async () => {
    const body = { environment: "production", branches: ["main"] };
    await smithd.client.policyPut({ path: { app: "api-service", policy: "main" }, body });
    const { path: cwd } = await workspace();
    const publishing = [
      "publish",
      "manifests",
      "--app",
      "api-service",
      "--version",
      "v3",
      "--wait",
      "--json",
    ];
    const running = await start("forge", publishing, { cwd, env: env() });
    await running.saying("is queued.");
    running.interrupt();
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(130);
    const { version, deployments } = JSON.parse(stdout) as VersionPublishResult;
    expect({ version, deployments }).toMatchObject({
      version: { id: "v3" },
      deployments: [{ status: "queued" }],
    });
    expect(stderr).toContain(`smithctl deployments ${deployments[0]!.id}\n`);
  });

  test("a deployment whose place a later one took exits 5 and names it", async () => {
    const running = await start("smithctl", [...args, "--json"], { env: env() });
    await running.saying("is queued.");
    const body = { version: "v2", environment: "staging" };
    const later = await smithd.client.deploymentCreate({ path: { app: "api-service" }, body });
    open();
    const { code, stdout } = await running.ended;
    expect(JSON.parse(stdout)).toMatchObject({ status: "superseded", supersededBy: later.id });
    expect(code).toBe(5);
    expect(await finished(smithd.client, later)).toMatchObject({ status: "deployed" });
  });
});

describe("where there is no smithd", () => {
  // Its patience of ten seconds passes while the others run.
  const url = freePort().then((port) => `http://127.0.0.1:${port}`);
  const asked = url.then((DEPLOYSMITH_URL) =>
    smithctl(["whoami"], { env: { DEPLOYSMITH_URL, DEPLOYSMITH_API_KEY: "dsm_any" } }),
  );

  test("the programs say so once, go on trying for a while, and exit 1", async () => {
    const ran = await asked;
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr.match(/Trying again/g)).toHaveLength(1);
    const reason = `smithctl: No answer from ${await url}: connection refused.\nNext: Check that`;
    expect(ran.stderr).toContain(reason);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
