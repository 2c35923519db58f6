import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deployment, VersionDiff } from "../../generated/api.ts";
import { sqlite } from "../support/engines.ts";
import { configMap, deploy, publish } from "../support/publish.ts";
import { git } from "../support/git.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { appWithHistory } from "./history.ts";
import { runHere, type Person } from "./in-process.ts";
import { settingsOf } from "./run.ts";
import { writeFiles } from "./workspace.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

const ask = (...args: string[]) => runHere("smithctl", args, settingsOf(smithd));
/** A person at a terminal, who types these answers. */
const askTyping = (types: Person["types"], ...args: string[]) =>
  runHere("smithctl", args, settingsOf(smithd), { types, columns: 200 });

const runsIn = async (app: string, environment: string) => {
  const { apps } = await smithd.client.environmentView({ path: { environment } });
  return apps.find((each) => each.app === app)?.version;
};

describe("diff", () => {
  beforeAll(() => appWithHistory(smithd, "diffed"));

  test("is a patch that git applies, with all else beside it", async () => {
    const ran = await ask("diff", "diffed", "v1", "--env", "staging");
    expect(ran.code).toBe(0);
    expect(ran.stderr).toBe(
      "v1 to diffed in staging, which runs v3: 2 files changed, +4 −4. It would be a rollback.\n",
    );
    const clone = await temporaryFolder();
    await git(clone, "clone", "--quiet", smithd.repository.path, ".");
    await writeFiles(clone, { "v1.patch": ran.stdout });
    await git(clone, "apply", "v1.patch");
    const file = "environments/staging/apps/diffed/config.yaml";
    expect(await git(clone, "diff", "--", file)).toContain('+  value: "v1"');
  });

  test("says that nothing would change, and --json is smithd's own", async () => {
    expect(await ask("diff", "diffed", "v3", "--env", "staging")).toEqual({
      code: 0,
      stdout: "",
      stderr: "v3 to diffed in staging, which runs v3: nothing would change.\n",
    });
    const json = await ask("diff", "diffed", "v1", "--env", "production", "--json");
    const diff = JSON.parse(json.stdout) as VersionDiff;
    expect(diff).toMatchObject({ app: "diffed", version: "v1", kind: "manual", obstacles: [] });
    expect(diff.runningVersion).toBeUndefined();
  });

  test("that would fail exits 3 and says why", async () => {
    await smithd.client.appRegister({ body: { name: "twin", namespace: "shop" } });
    await publish(smithd.client, { app: "twin", files: { "a.yaml": configMap("diffed") } });
    const ran = await ask("diff", "twin", "v1", "--env", "staging");
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/^It would fail:\n {2}object-conflict: .*diffed/m);
    expect(await ask("deploy", "twin", "v1", "--env", "staging", "--yes")).toMatchObject({
      code: 3,
      stdout: "",
    });
  });
});

describe("deploy", () => {
  beforeAll(() => appWithHistory(smithd, "deployed"));

  test("asks after showing what changes, and does nothing without a yes", async () => {
    const ran = await askTyping(["n"], "deploy", "deployed", "v2", "--env", "staging");
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(/^Note: +A rollback: [^]*^ {2}modified {2}config\.yaml +\+1 −1$/m);
    expect(ran.stderr).toMatch(/Deploy\? \[y\/N\] Nothing was deployed\.\n$/);
    expect(await runsIn("deployed", "staging")).toBe("v3");
  });

  test("--diff shows every line, and a yes deploys what was shown", async () => {
    const ran = await askTyping(["y"], "deploy", "deployed", "v2", "--env", "staging", "--diff", "--wait");
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('-  value: "v3"\n+  value: "v2"\n');
    expect(ran.stdout).toMatch(/^rolled back deployed v2 in staging, commit [0-9a-f]{12}\n$/);
  });

  test("a version that somebody deployed after it was shown is a conflict", async () => {
    const yesAfterAnother = () => deploy(smithd.client, "v1", "production", "deployed").then(() => "y");
    const ran = await askTyping([yesAfterAnother], "deploy", "deployed", "v3", "--env", "production");
    expect(ran).toMatchObject({ code: 5, stdout: "" });
    expect(ran.stderr).toMatch(/^Request id: r-/m);
  });

  test("an environment that wants its name typed takes nothing else", async () => {
    await smithd.repository.commit({
      "environments/careful/apps/.gitkeep": "",
      "environments/careful/.deploysmith.yaml": "confirm: name\n",
    });
    const args = ["deploy", "deployed", "v1", "--env", "careful", "--wait"];
    expect((await askTyping(["yes"], ...args)).stderr).toContain(
      'Type "careful" to go on: Nothing was deployed.',
    );
    expect(await askTyping(["careful"], ...args)).toMatchObject({ code: 0 });
  });
});

describe("rollback", () => {
  beforeAll(() => appWithHistory(smithd, "reverted"));

  test("goes back to what ran before, says what runs, and holds policies off", async () => {
    const ran = await ask(
      "rollback",
      "reverted",
      "--env",
      "staging",
      "--reason",
      "prices",
      "--yes",
      "--wait",
    );
    expect(ran.stderr).toMatch(
      /^Runs now: +v3, deployed [^]*^Will run: +v2, published [^]*^Note: +A rollback/m,
    );
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^rolled back reverted v2 /) as string,
    });
    const shown = await ask("apps", "show", "reverted");
    expect(shown.stdout).toMatch(/^staging +v2 .* on hold by ada: prices$/m);
    const again = await ask("rollback", "reverted", "--env", "staging", "--yes");
    expect(again).toMatchObject({ code: 5, stdout: "" });
    expect(again.stderr).toContain("Nothing ran before v2");
  });

  test("--to shows what that changes, and takes the version", async () => {
    const ran = await ask(
      "rollback",
      "reverted",
      "--env",
      "staging",
      "--to",
      "v1",
      "--yes",
      "--wait",
      "--json",
    );
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: "rollback", version: "v1", status: "deployed" });
    expect(ran.stderr).toMatch(/^ {2}modified {2}config\.yaml/m);
  });

  test("asks only where there is something to go back to, and where nothing runs is refused", async () => {
    const hopeless = await askTyping([], "rollback", "reverted", "--env", "staging");
    expect(hopeless).toMatchObject({ code: 5, stdout: "" });
    expect(hopeless.stderr).not.toContain("Roll back?");
    await ask("deploy", "reverted", "v3", "--env", "staging", "--yes", "--wait");
    expect(await askTyping([""], "rollback", "reverted", "--env", "staging")).toMatchObject({
      code: 1,
      stdout: "",
    });
    expect(await ask("rollback", "reverted", "--env", "production", "--yes")).toMatchObject({
      code: 5,
      stdout: "",
    });
    expect(await ask("rollback", "reverted")).toMatchObject({ code: 2 });
  });
});

describe("remove", () => {
  beforeAll(() => appWithHistory(smithd, "removed"));

  test("asks, takes the app out, and says where it is gone from", async () => {
    const refused = await askTyping(["no"], "remove", "removed", "--env", "staging");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    const ran = await ask("remove", "removed", "--env", "staging", "--yes", "--wait");
    const head = (await smithd.repository.head()).slice(0, 12);
    expect(ran).toMatchObject({ code: 0, stdout: `removed     removed from staging, commit ${head}\n` });
    expect(await smithd.repository.files("environments/staging/apps/removed")).toEqual([]);
    const [newest] = JSON.parse(
      (await ask("deployments", "--app", "removed", "--json")).stdout,
    ) as Deployment[];
    expect((await ask("deployments", newest!.id)).stdout).toMatch(/^Kind: +removal$/m);
  });

  test("what is not there is a conflict", async () => {
    const ran = await ask("remove", "removed", "--env", "production", "--yes");
    expect(ran).toMatchObject({ code: 5, stdout: "" });
    expect(ran.stderr).toContain("nothing to remove");
  });
});
