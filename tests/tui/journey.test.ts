import { afterAll, beforeAll, expect, test } from "vitest";
import { publish } from "../support/publish.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { keys, type Terminal } from "../support/terminal.ts";
import { setStage, type Stage } from "./stage.ts";

const SIZE = { columns: 80, rows: 24 };

let stage: Stage;
let ui: Terminal;

beforeAll(async () => {
  stage = await setStage();
  for (const app of ["api-service", "billing"])
    await stage.client.appRegister({ body: { name: app, namespace: "shop" } });
  await publish(stage.client, { app: "billing", version: "v1" });
  await publish(stage.client, { app: "billing", version: "v2", date: "2026-11-24T10:15:00Z" });
  ui = stage.open(SIZE);
});

afterAll(async () => {
  await stage?.clear();
  await removeTemporaryFolders();
});

test("it opens on what runs where", async () => {
  await ui.shows("● live");
  await ui.shows(/Overview {2}2 apps/);
  await ui.shows(/› api-service/);
});

test("typing what an app is called finds it, and enter opens it with its versions", async () => {
  ui.press(`/bil${keys.enter}`);
  await ui.shows("1 of 2 apps");
  ui.press(keys.enter);
  await ui.shows(/billing {2}2 versions/);
  await ui.shows(/› v2/);
});

test("a version is deployed after its diff was read, a reason was given, and it was agreed to", async () => {
  ui.press("jd");
  await ui.shows("In which environment?");
  ui.press(`j${keys.enter}`);
  await ui.shows("Deploy billing to staging  v1");
  await ui.shows(/added config.yaml \+6/);
  await ui.shows('+  value: "v1"');
  ui.press(keys.enter);
  await ui.shows("Why?");
  ui.press(`try it${keys.enter}`);
  await ui.shows("Deploy v1 to staging? y/N");
  ui.press(`y${keys.enter}`);
  await ui.shows("billing v1 is in the GitOps repository for staging.");
  expect(await stage.git("log", "-1", "--format=%s%n%b", "main")).toMatch(
    /^Deploy billing v1 to staging\nReason: try it\n/,
  );
});

test("who just presses enter where it asks has not agreed", async () => {
  ui.press(keys.enter);
  await ui.shows(/› v1 +staging/);
  ui.press("kd");
  await ui.shows("In which environment?");
  ui.press(`j${keys.enter}`);
  await ui.shows('-  value: "v1"');
  ui.press(keys.enter);
  await ui.shows("Why?");
  ui.press(keys.enter);
  await ui.shows("Deploy v2 to staging? y/N");
  ui.press(keys.enter);
  await ui.shows(/enter deploy/);
  expect(await stage.git("log", "--format=%s", "main")).not.toContain("v2");
});

test("while smithd is away the last of it stays, and what was agreed to then happens once", async () => {
  await stage.kill();
  await ui.shows(/stale \d+s, retrying/);
  await ui.shows('+  value: "v2"');
  ui.press(keys.enter);
  await ui.shows("Why?");
  ui.press(keys.enter);
  await ui.shows("y/N");
  ui.press(`y${keys.enter}`);
  await ui.shows("asking smithd");
  await stage.restart();
  await ui.shows("billing v2 is in the GitOps repository for staging.");
  await ui.shows("● live");
  const subjects = (await stage.git("log", "--format=%s", "main")).split("\n");
  expect(subjects.filter((subject) => subject === "Deploy billing v2 to staging")).toHaveLength(1);
});

test("going back offers what ran there before", async () => {
  ui.press(keys.enter);
  await ui.shows(/› v2 +staging/);
  ui.press("r");
  await ui.shows("v2 runs in staging. Go back to:");
  await ui.shows(/› v1 \(usual\)/);
  ui.press(keys.enter);
  await ui.shows("policies leave this environment alone");
  ui.press(keys.enter);
  await ui.shows("Why?");
  ui.press(`it was slow${keys.enter}`);
  await ui.shows("Roll back to v1 in staging? y/N");
  ui.press(`y${keys.enter}`);
  await ui.shows("billing v1 is in the GitOps repository for staging.");
  expect(await stage.git("log", "-1", "--format=%s", "main")).toBe("Roll back billing to v1 in staging\n");
});

test("resizing draws anew, and a terminal that is too small says so", async () => {
  ui.press(keys.enter);
  await ui.shows(/› v2/);
  ui.resize({ columns: 30, rows: 8 });
  await ui.shows("smithctl needs 40×10");
  ui.resize({ columns: 200, rows: 50 });
  await ui.shows(/on hold by first: it was slow/);
  ui.resize(SIZE);
  await ui.shows(/› v2/);
});

test("leaving gives the terminal back as it was", async () => {
  ui.press("q");
  expect(await ui.ended).toBe(0);
  expect(ui.buffer().type).toBe("normal");
  expect(ui.screen().join("")).toBe("");
});
