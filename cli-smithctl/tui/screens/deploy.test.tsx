import { beforeEach, describe, expect, test } from "vitest";
import type { FileDiff } from "../../../generated/api.ts";
import { NOON } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { aDiff, notOwned } from "../testing/a-plan.ts";
import { anApp, anEnvironment, running } from "../testing/an-app.ts";
import { openDeploy, type Given } from "../testing/open-deploy.tsx";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

const toStaging = (given: Given = {}) => openDeploy({ environment: "staging", ...given });

/** Many files of many lines. */
const long: FileDiff[] = ["a", "b", "c"].map((name) => ({
  path: `environments/staging/apps/api-service/${name}.yaml`,
  change: "added",
  additions: 30,
  deletions: 0,
  diff: [
    "@@ -0,0 +1,30 @@",
    ...Array.from({ length: 30 }, (_, line) => `+${name}${line}: ${"x".repeat(90)}!`),
  ].join("\n"),
}));

describe("where a version is to run", () => {
  test("is chosen among the environments, but for where it runs already", async () => {
    const app = { environments: [running("staging", { version: "c0ffee1-9" }), running("production")] };
    const { until, press } = openDeploy({ app });
    expect(await until("In which environment?")).toMatchInlineSnapshot(`
      "Deploy api-service c0ffee1-9                                        ● live  work
        In which environment?

      › production                42540c4-123, 1 h ago by ada
        staging                 it runs there already


















      enter choose  ? help  q quit"
    `);
    await press("j", "enter");
    await until("it runs there already");
    await press("k", "enter");
    await until("Deploy api-service to production");
  });

  test("stays the environment that was chosen when another is declared above it", async () => {
    const { until, press, declared, tell } = openDeploy();
    await until("› production");
    declared.unshift(anEnvironment("preview"));
    tell({ type: "app.updated", app: "api-service" });
    await until("  preview");
    await press("enter");
    await until("Deploy api-service to production");
  });

  test("fits on the smallest screen", async () => {
    await openDeploy({ columns: 40, rows: 10 }).until("› production");
  });
});

describe("what a deployment would change", () => {
  test("is shown before it is asked for", async () => {
    expect(await toStaging().until("replicas: 3")).toMatchInlineSnapshot(`
      "Deploy api-service to staging  c0ffee1-9                            ● live  work
      Runs now  42540c4-123, deployed 1 d ago
      Will run  c0ffee1-9  main, Ada Lovelace, published 1 h ago
                Cache the price list
      Changes   2 files changed, +1 −1, 1 without a diff
                modified deployment.yaml +1 −1
                added logo.png

      modified deployment.yaml +1 −1
      @@ -1,3 +1,3 @@
       kind: Deployment
      -replicas: 2
      +replicas: 3

      added logo.png
        It is no text, so there is no diff.







      enter deploy  n next file  ? help  q quit"
    `);
  });

  test("fits on the smallest screen, and on a large one", async () => {
    expect(await toStaging({ columns: 40, rows: 10 }).until("Runs now")).toMatchInlineSnapshot(`
      "Deploy api-service to staging…    ● live
      Runs now  42540c4-123, deployed 1 d ago
      Will run  c0ffee1-9  main, Ada Lovelace…
                Cache the price list
      Changes   2 files changed, +1 −1, 1 wit…
                modified deployment.yaml +1 −1
                added logo.png

      lines 1–7 of 16
      enter deploy  n next file  ? help"
    `);
    await toStaging({ columns: 200, rows: 50 }).until("replicas: 3");
    await toStaging({ columns: 79, rows: 23 }).until("replicas: 3");
  });

  test("is read down, sideways and from file to file", async () => {
    const { until, press, frame } = toStaging({ diff: { files: long } });
    await until("lines 1–21 of");
    await press("n");
    await until("lines 9–29 of");
    await press("n");
    expect((await until("lines 42–62 of")).split("\n")[1]).toBe("added b.yaml +30");
    expect(frame()).not.toContain("!");
    await press("l", "l");
    expect(frame()).toContain("!");
    await press("n", "n");
    await until("this is the last file");
    await press("N", "h", "h", "g");
    await until("Runs now");
  });

  test("is not asked for where it is known to fail", async () => {
    const conflict = { code: "object-conflict", detail: "ConfigMap shop/prices belongs to price-list." };
    const { until, press } = toStaging({ diff: { obstacles: [conflict] } });
    expect(await until("object-conflict")).toContain("✗ object-conflict: ConfigMap shop/prices");
    await press("d");
    await until("it would fail: object-conflict");
    await press("A");
    await until("the folder is smithd's already");
  });

  test("is not asked for where it runs there already and nothing would change", async () => {
    const { until, press } = toStaging({ version: "c0ffee1-9", diff: { files: [] } });
    await until("This version runs there already.");
    await press("enter");
    await until("it runs there already, unchanged");
  });

  test("is of nowhere where there is no environment, and says how to declare one", async () => {
    const { until, declared, tell } = openDeploy();
    await until("In which environment?");
    declared.length = 0;
    tell({ type: "app.updated", app: "api-service" });
    expect(await until("There is no environment yet.")).toContain("environments/staging/apps/.gitkeep");
  });

  test("is chosen among environments that may be old, which is said", async () => {
    const given: Given = {};
    const { until, tell } = openDeploy(given);
    await until("In which environment?");
    given.view = aProblem(503, "gitops-unreachable", "git.example.com does not answer.");
    tell({ type: "app.updated", app: "api-service" });
    expect(await until("git.example.com does not answer.")).toContain("› production");
  });

  test("is left for another environment by esc", async () => {
    const { until, press } = openDeploy();
    await until("In which environment?");
    await press("enter");
    await until("Will run");
    await press("esc");
    await until("In which environment?");
  });

  test("can adopt a folder that others wrote", async () => {
    const { until, press, requested } = toStaging({ diff: { obstacles: [notOwned] } });
    await until("folder-not-owned");
    await press("enter");
    await until("it would fail: folder-not-owned");
    await until("A adopt");
    await press("A");
    await until("! files of others in this folder will be deleted");
    await press("enter", "enter");
    await until("Deploy c0ffee1-9 to staging and delete files of others there? y/N");
    await press("y", "enter");
    await until("is in the GitOps repository");
    expect(requested.mock.calls[0]![0]).toMatchObject({ adopt: true });
  });

  test("says why it cannot be known", async () => {
    const screen = openScreen({
      at: { at: "deploy", app: "api-service", version: "c0ffee1-9", environment: "staging" },
      client: {
        versionView: async () => {
          throw aProblem(404, "version-unknown", "api-service has no version c0ffee1-9.");
        },
        environmentView: async () => ({ ...anEnvironment("staging"), holds: [], apps: [] }),
        appView: async () => anApp(),
        versionDiff: async () => aDiff(),
      },
    });
    await screen.until("api-service has no version c0ffee1-9.");
    await screen.press("enter");
    await screen.until("what would change is not known yet");
  });
});

describe("a deployment is asked for", () => {
  test("with a reason, and only by a yes", async () => {
    const { until, press, type, requested } = toStaging();
    await until("replicas: 3");
    await press("enter");
    await until("Why? (enter for no reason)");
    await type("try it");
    await press("enter");
    expect(await until("y/N")).toContain("Deploy c0ffee1-9 to staging? y/N");
    await press("enter");
    await until("enter deploy");
    expect(requested).not.toHaveBeenCalled();
    await press("enter", "enter", "y", "enter");
    await until("is in the GitOps repository for staging.");
    expect(requested).toHaveBeenCalledExactlyOnceWith({
      version: "c0ffee1-9",
      environment: "staging",
      expectedVersion: "42540c4-123",
      reason: "try it",
    });
  });

  test("where the environment wants it, by typing its name", async () => {
    const { until, press, type, requested } = toStaging({ confirm: "name" });
    await until("replicas: 3");
    await press("d", "enter");
    await until("Deploy c0ffee1-9? Type staging to confirm:");
    await type("y");
    await press("enter");
    await until("enter deploy");
    expect(requested).not.toHaveBeenCalled();
    await press("d", "enter");
    await type("staging");
    await press("enter");
    await until("is in the GitOps repository for staging.");
  });

  test("not by esc", async () => {
    const { until, press, requested } = toStaging();
    await until("replicas: 3");
    await press("d", "enter", "y", "esc");
    await until("enter deploy");
    expect(requested).not.toHaveBeenCalled();
  });

  test("for what runs there as it was shown, whatever happens while one answers", async () => {
    const { until, press, requested, state, tell } = toStaging();
    await until("replicas: 3");
    await press("d");
    await until("Why?");
    state.diff = aDiff({ runningVersion: "badc0de-7", files: [] });
    tell({ type: "deployment.finished", app: "api-service" });
    await until("no file changes");
    await press("enter", "y", "enter");
    await until("is in the GitOps repository");
    expect(requested.mock.calls[0]![0]).toMatchObject({ expectedVersion: "42540c4-123" });
  });
});
