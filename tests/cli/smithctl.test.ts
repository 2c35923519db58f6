import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlite } from "../support/engines.ts";
import { deploy, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { settingsOf, smithctl } from "./run.ts";
import { writeFiles } from "./workspace.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
  await smithd.client.appRegister({
    body: { name: "api-service", namespace: "shop", description: "Prices" },
  });
  await publish(smithd.client, { version: "v1" });
  await publish(smithd.client, { version: "v2", branch: "release/2" });
  await deploy(smithd.client, "v1", "staging");
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

const ask = (...args: string[]) => smithctl(args, { env: settingsOf(smithd) });
const table = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ {2,}/));
async function asJson(...args: string[]): Promise<unknown> {
  const ran = await ask(...args, "--json");
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  return JSON.parse(ran.stdout);
}

test.concurrent("apps are listed with what runs where, shown, and registered", async () => {
  expect(table((await ask("apps")).stdout)).toEqual([
    ["APP", "RUNS", "LATEST", "NAMESPACE", "REGISTERED"],
    ["api-service", "staging v1", "v2", "shop", expect.any(String)],
  ]);
  expect(await asJson("apps", "list")).toMatchObject([
    { name: "api-service", environments: [{ version: "v1" }] },
  ]);
  const shown = await ask("apps", "show", "api-service");
  expect(shown.stdout).toMatch(/^App: +api-service\nDescription: +Prices\nNamespace: +shop$/m);
  expect(shown.stdout).toMatch(/^Latest: +v2 from release\/2, \S/m);
  expect(shown.stdout).toMatch(/^staging +v1 +\S.* ada +[0-9a-f]{12} +as deployed$/m);

  expect(await ask("apps", "register", "checkout", "--namespace", "shop")).toMatchObject({
    code: 0,
    stdout: "checkout is registered.\n",
  });
  const differently = await ask("apps", "register", "checkout", "--namespace", "other");
  expect(differently).toMatchObject({ code: 5, stdout: "" });
  expect(differently.stderr).toContain("registered with another namespace");
});

test.concurrent("what is unknown exits 1 and names what is near, with the request's id", async () => {
  for (const args of [
    ["apps", "show", "api-servise"],
    ["versions", "api-servise"],
    ["policies", "api-servise"],
  ]) {
    const ran = await ask(...args);
    expect(ran, args.join(" ")).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(/Did you mean api-service\?[^]*^Request id: r-/m);
  }
  expect((await ask("environments", "stagin")).stderr).toContain("Did you mean staging?");
  expect((await ask("deployments", "019ab1de-8a3c-7d55-9c1f-3a1b2c4d5e6f")).stderr).toContain(
    "`smithctl deployments` lists the latest.",
  );
});

test.concurrent("versions are listed newest first, filtered, and shown with their files", async () => {
  const rows = table((await ask("versions", "api-service")).stdout);
  expect(rows.map(([version, from, runs]) => [version, from, runs])).toEqual([
    ["VERSION", "FROM", "RUNS IN"],
    ["v2", "release/2", "-"],
    ["v1", "main", "staging"],
  ]);
  expect(await asJson("versions", "api-service", "--branch", "release/2")).toMatchObject([{ id: "v2" }]);
  expect(await ask("versions", "api-service", "--tag", "v9")).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "No version matches.\n",
  });
  const shown = await ask("versions", "api-service", "v1");
  expect(shown.stdout).toMatch(/^Version: +v1 of api-service$[^]*^Runs in: +staging$/m);
  expect(shown.stdout).toMatch(/^config\.yaml +\d+ +[0-9a-f]{64}$/m);
  expect(await asJson("versions", "api-service", "v1")).toMatchObject({ id: "v1", status: "published" });
});

test.concurrent("lists end at --limit, and say that there is more", async () => {
  const ran = await ask("versions", "api-service", "--limit", "1");
  expect(table(ran.stdout)).toHaveLength(2);
  expect(ran.stderr).toBe("These are the first 1. --limit N lists more, --all every one.\n");
  expect((await ask("versions", "api-service", "--all")).stderr).toBe("");
  expect(await ask("versions", "api-service", "--limit", "0")).toMatchObject({ code: 2, stdout: "" });
});

test.concurrent("environments are listed, and shown with what runs there", async () => {
  expect(table((await ask("environments")).stdout).map(([name, apps]) => [name, apps])).toEqual([
    ["ENVIRONMENT", "APPS"],
    ["production", "0"],
    ["staging", "1"],
  ]);
  expect((await ask("environments", "staging")).stdout).toMatch(/^api-service +v1 /m);
  expect(await asJson("environments", "staging")).toMatchObject({ apps: [{ app: "api-service" }] });
  expect((await ask("environments", "production")).stderr).toContain("Nothing runs there yet.");
});

test.concurrent("deployments are listed with their ids, filtered, and shown", async () => {
  const [newest] = (await asJson("deployments", "--app", "api-service")) as [{ id: string }];
  const listed = await ask("deployments", "--env", "staging", "--status", "deployed");
  expect(listed.stdout).toContain(newest.id);
  expect(await asJson("deployments", "--env", "production")).toEqual([]);
  const shown = await ask("deployments", newest.id);
  expect(shown.stdout).toMatch(/^Status: +deployed$[^]*^Commit: +[0-9a-f]{40}$/m);
  expect(await asJson("deployments", newest.id)).toMatchObject({ id: newest.id, version: "v1" });
  expect(await ask("deployments", "--version", "v1")).toMatchObject({ code: 2, stdout: "" });
});

test.concurrent("policies are set, listed by the app's name alone, and deleted when asked for", async () => {
  const set = await ask("policies", "set", "api-service", "releases", "--env=production", "--tag", "v*");
  expect(set).toMatchObject({ code: 0, stdout: "releases deploys tag v* of api-service to production.\n" });
  expect(table((await ask("policies", "api-service")).stdout)[1]).toEqual([
    "releases",
    "production",
    "tag v*",
    expect.any(String),
  ]);
  expect((await ask("policies", "list", "api-service")).stdout).toContain("releases");
  expect(await asJson("policies", "api-service")).toMatchObject([{ name: "releases", tags: ["v*"] }]);
  const bad = await ask("policies", "set", "api-service", "bad", "--env", "staging", "--branch", "[");
  expect(bad).toMatchObject({ code: 1, stdout: "" });

  const unasked = await ask("policies", "delete", "api-service", "releases");
  expect(unasked).toMatchObject({ code: 2, stdout: "" });
  expect(unasked.stderr).toContain("There is no terminal to ask on.\nNext: Pass --yes");
  expect(await ask("policies", "delete", "api-service", "releases", "--yes")).toMatchObject({ code: 0 });
  const gone = await ask("policies", "delete", "api-service", "releases", "--yes");
  expect(gone).toMatchObject({ code: 1, stdout: "" });
});

test.concurrent("whoami names the key; a wrong one exits 4", async () => {
  expect((await ask("whoami")).stdout).toMatch(/^Key: +ada \(.+\)\n/);
  expect(await asJson("whoami")).toMatchObject({ name: "ada" });
  const env = { ...settingsOf(smithd), DEPLOYSMITH_API_KEY: "dsm_wrong" };
  const wrong = await smithctl(["whoami"], { env });
  expect(wrong).toMatchObject({ code: 4, stdout: "" });
  expect(wrong.stderr).not.toContain("dsm_wrong");
});

test.concurrent(
  "settings come from the current context, also among those with one URL, and flags win",
  async () => {
    const contexts = [
      `  - {name: old, url: ${smithd.url}, apiKey: dsm_old}`,
      `  - {name: now, url: ${smithd.url}, apiKey: ${smithd.apiKey}}`,
      `  - {name: away, url: http://127.0.0.1:9, apiKey: dsm_away}`,
    ];
    const withContext = async (current: string) => {
      const config = await writeFiles(await temporaryFolder(), {
        "deploysmith/config.yaml": `currentContext: ${current}\ncontexts:\n${contexts.join("\n")}\n`,
      });
      await chmod(join(config, "deploysmith/config.yaml"), 0o600);
      return { XDG_CONFIG_HOME: config };
    };
    const now = await withContext("now");
    expect(await smithctl(["whoami"], { env: now })).toMatchObject({ code: 0 });
    expect(await smithctl(["whoami", "--url", smithd.url], { env: now })).toMatchObject({ code: 0 });
    expect(
      await smithctl(["whoami", `--url=${smithd.url}/`], { env: await withContext("away") }),
    ).toMatchObject({
      code: 4,
    });
    expect((await smithctl(["whoami"], { env: await withContext("gone") })).stderr).toContain(
      "has no context gone.\nNext: It has: old, now, away.",
    );
  },
);
