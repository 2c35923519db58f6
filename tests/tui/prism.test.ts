import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMock, type Mock } from "../cli/prism/mock.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { keys, openTerminal, type Terminal } from "../support/terminal.ts";

const smithctl = join(import.meta.dirname, "../../dist/smithctl/smithctl.js");

let mock: Mock;
let url: string;
let ui: Terminal;

/** Whatever is asked is answered with the contract's examples. Prism has no streams, so everything is asked again and again. */
beforeAll(async () => {
  mock = await startMock();
  url = mock.urlFor({ operation: "appList", status: 200, name: "" });
  const DEPLOYSMITH_API_KEY = `dsm_${"a".repeat(12)}_${"b".repeat(40)}`;
  const env = { PATH: process.env["PATH"], HOME: await temporaryFolder(), DEPLOYSMITH_URL: url };
  const options = { columns: 80, rows: 24, env: { ...env, DEPLOYSMITH_API_KEY } };
  ui = openTerminal(process.execPath, [smithctl], options);
});

afterAll(async () => {
  ui?.kill("SIGKILL");
  await mock?.stop();
  await removeTemporaryFolders();
});

test("what runs where is shown from the contract's examples, though no event comes", async () => {
  await ui.shows("○ every 5 s");
  await ui.shows(/› api-service/);
  await ui.shows("42540c4-123");
});

test("an app, its versions, a version and a file of it are read", async () => {
  ui.press(keys.enter);
  await ui.shows(/› 42540c4-123 +staging/);
  ui.press(keys.enter);
  await ui.shows(/› version.yml/);
  ui.press(`j${keys.enter}`);
  await ui.shows("apiVersion:");
  ui.press(keys.escape);
  await ui.shows(/› deployment.yaml/);
});

test("a deployment is asked for as the contract says, and followed to its end", async () => {
  ui.press("d");
  await ui.shows("In which environment?");
  await ui.shows("it runs there already");
  ui.press(keys.enter);
  await ui.shows("file changed");
  ui.press(keys.enter);
  await ui.shows("Why?");
  ui.press(keys.enter);
  await ui.shows("y/N");
  ui.press(`y${keys.enter}`);
  await ui.shows("is in the GitOps repository");
  expect(mock.askedOf(url)).toContain("deploymentCreate");
});

test("policies and deployments are listed", async () => {
  ui.press(keys.enter);
  await ui.shows("Status");
  ui.press("D");
  await ui.shows(/Deployments/);
  await ui.shows(/deployed +api-service/);
  ui.press(keys.enter);
  await ui.shows("Requested by");
  ui.press("a");
  await ui.shows("versions");
  ui.press("p");
  await ui.shows("main-to-staging");
  ui.press("q");
  expect(await ui.ended).toBe(0);
});
