import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deployment } from "../../generated/api.ts";
import { sqlite } from "../support/engines.ts";
import { configMap, deploy, finished } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { appWithHistory } from "./history.ts";
import { runHere } from "./in-process.ts";
import { settingsOf, smithctl, start } from "./run.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

const ask = (...args: string[]) => runHere("smithctl", args, settingsOf(smithd));

describe("promote", () => {
  beforeAll(() => appWithHistory(smithd, "promoted"));
  const promote = ["promote", "promoted", "--from", "staging", "--to", "production"];

  test("deploys what runs there, and the second time has nothing to do", async () => {
    expect((await ask(...promote, "--yes", "--wait")).stdout).toMatch(
      /^deployed {4}promoted v3 in production/,
    );
    expect(await ask(...promote)).toEqual({
      code: 0,
      stdout: "promoted runs v3 in production as in staging: nothing to do.\n",
      stderr: "",
    });
    expect(JSON.parse((await ask(...promote, "--json")).stdout)).toMatchObject({
      version: "v3",
      changed: false,
    });
  });

  test("a folder that was changed by hand is said, with what puts it back", async () => {
    const folder = "environments/production/apps/promoted";
    await smithd.repository.commit({ [`${folder}/config.yaml`]: configMap("promoted", "by hand") });
    await deploy(smithd.client, "v3", "staging", "promoted");
    expect((await ask(...promote)).stderr).toContain(
      "To put it back: smithctl deploy promoted v3 --env production",
    );
    const drifted = await ask("environments", "production");
    expect(drifted.stdout).toMatch(/^promoted +v3 .* drifted$/m);
    expect(drifted.stderr).toContain("deploying again puts it back");
  });

  test("what runs nowhere cannot be promoted", async () => {
    await smithd.client.appRegister({ body: { name: "nowhere" } });
    const ran = await ask("promote", "nowhere", "--from", "staging", "--to", "production", "--yes");
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toContain("nowhere does not run in staging, so there is nothing to promote.");
    const mistyped = await ask("promote", "promotd", "--from", "staging", "--to", "production", "--yes");
    expect(mistyped.stderr).toContain("Did you mean promoted?");
    expect(await ask("promote", "nowhere", "--from", "staging", "--to", "staging")).toMatchObject({
      code: 2,
    });
  });
});

test("a hold pauses policies until it is released, and policies match says so", async () => {
  await appWithHistory(smithd, "held");
  await ask("policies", "set", "held", "main-to-staging", "--env", "staging", "--branch", "main");
  const held = await ask("hold", "held", "--env", "staging", "--reason", "the sale");
  expect(held).toMatchObject({
    code: 0,
    stdout: "Auto-deployment of held to staging is on hold: the sale\n",
  });
  expect((await ask("policies", "match", "held", "--branch", "main")).stdout).toMatch(
    /^skipped for staging by policy main-to-staging: .*the sale/,
  );
  expect(await ask("release", "held", "--env", "staging")).toMatchObject({ code: 0 });
  expect((await ask("policies", "match", "held", "--branch", "main")).stdout).toBe(
    "deployed to staging by policy main-to-staging\n",
  );
  expect((await ask("policies", "match", "held", "--tag", "v1")).stderr).toContain("No policy matches.");
  expect(await ask("release", "held", "--env", "staging")).toMatchObject({ code: 1, stdout: "" });
});

test("deployments are watched until Ctrl-C: the latest, and then what is new", async () => {
  await appWithHistory(smithd, "watched");
  const watching = await start("smithctl", ["deployments", "--watch", "--app", "watched", "--json"], {
    env: settingsOf(smithd),
  });
  await watching.saying('"version":"v3"');
  await deploy(smithd.client, "v1", "production", "watched");
  await watching.saying('"version":"v1"');
  watching.interrupt();
  const { code, stdout, stderr } = await watching.ended;
  expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
  const told = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Deployment);
  expect(told.slice(0, 2)).toMatchObject([{ version: "v2" }, { version: "v3" }]);
  expect(told.at(-1)).toMatchObject({ version: "v1", status: "deployed" });
});

test("a deployment is found by the end of its id, and waited for", async () => {
  await appWithHistory(smithd, "found");
  const queued = await smithd.client.deploymentCreate({
    path: { app: "found" },
    body: { version: "v1", environment: "production" },
  });
  const short = queued.id.split("-").at(-1)!;
  expect(await ask("deployments", short, "--wait")).toMatchObject({ code: 0 });
  expect((await smithctl(["deployments", short], { env: settingsOf(smithd) })).stdout).toContain(queued.id);
  expect(await ask("deployments", "0000")).toMatchObject({ code: 1, stdout: "" });
  expect(await finished(smithd.client, queued)).toMatchObject({ status: "deployed" });
});
