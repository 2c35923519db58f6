import { beforeEach, describe, expect, test, vi } from "vitest";
import { AnswerError } from "../../../clients/problems.ts";
import { aDeployment, NOON } from "../testing/a-deployment.ts";
import { aDiff, aVersion } from "../testing/a-plan.ts";
import { anApp, anEnvironment } from "../testing/an-app.ts";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";
import type { Place } from "./place.ts";

beforeEach(() => stopClock(NOON));

/** A name that is as wide as names can be, with what terminals find hard. */
const hard = "日本語👩‍👩‍👧e\u0301\x1b[2J\x1b]0;owned\x07\u202e".repeat(9);

function open(at: Place = { at: "overview" }, columns = 80, rows = 24) {
  const app = anApp({ description: hard, namespace: hard, attempts: [aDeployment({ version: hard })] });
  const version = aVersion({
    metadata: { date: NOON, git: { sha: hard, branch: hard, committer: hard, message: hard } },
    files: [{ path: hard, size: 1, sha256: "" }],
  });
  return openScreen({
    at,
    columns,
    rows,
    client: {
      appList: async () => ({ items: [app, anApp({ name: hard })] }),
      appView: async () => app,
      environmentList: async () => ({ items: [anEnvironment("staging"), anEnvironment(hard)] }),
      environmentView: async () => ({ ...anEnvironment("staging"), holds: [], apps: [] }),
      versionList: async () => ({ items: [version] }),
      versionView: async () => version,
      versionFileView: async () => `${hard}\n${hard}: ${hard}\r\n\t# ${hard}`,
      versionDiff: async () =>
        aDiff({
          obstacles: [{ code: hard, detail: hard }],
          files: [{ path: hard, change: "added", diff: `@@ -0,0 +1 @@\n+${hard}\r\n` }],
        }),
      deploymentList: async () => ({ items: [aDeployment({ app: hard, version: hard, reason: hard })] }),
      deploymentView: async () => aDeployment({ version: hard, reason: hard }),
      policyList: async () => ({ items: [] }),
    },
  });
}

describe("on every screen", () => {
  const app = "api-service";
  const version = "c0ffee1-9";
  const places: Place[] = [
    { at: "overview" },
    { at: "app", app },
    { at: "version", app, version },
    { at: "deploy", app, version },
    { at: "deploy", app, version, environment: "staging" },
    { at: "rollback", app },
    { at: "rollback", app, environment: "staging" },
    { at: "deployments" },
    { at: "deployment", id: "d-1" },
    { at: "policies", app },
  ];

  /** The helper looks whether each frame fits; the keys lead through what can be seen without changing anything. */
  test.each(places)(
    "whatever comes from outside fits every terminal, and is obeyed by none: $at",
    async (place) => {
      for (const [columns, rows] of [
        [40, 10],
        [79, 23],
        [200, 50],
      ] as const) {
        const { until, press, frame } = open(place, columns, rows);
        await until("● live");
        const seen: string[] = [frame()];
        for (const key of ["j", "l", "G", "?", "j", "esc", ":", "s", "esc"]) {
          await press(key);
          seen.push(frame());
        }
        expect(seen.join("\n")).not.toMatch(/owned|\u202e|\x1b|\x07/u);
      }
    },
  );

  test("q and ctrl+c leave", async () => {
    const { until, press, quit } = open();
    await until("● live");
    await press("q");
    expect(quit).toHaveBeenCalledTimes(1);
    await press("\x03");
    expect(quit).toHaveBeenCalledTimes(2);
  });

  test("D and C lead on, and esc leads back", async () => {
    const { until, press } = open();
    await until("● live");
    await press("D");
    await until("Deployments");
    await press("C");
    await until("Contexts");
    await press("esc", "esc");
    await until("Overview");
  });
});

test("a screen below another one does not go on reading, and is up to date when it is seen again", async () => {
  const appView = vi.fn(async () => anApp({ description: "old" }));
  const { until, press, tell } = openScreen({
    at: { at: "overview" },
    client: {
      appList: async () => ({ items: [anApp()] }),
      appView,
      environmentList: async () => ({ items: [] }),
    },
  });
  await until("● live");
  await press("C");
  await until("Contexts");
  for (let event = 0; event < 5; event++) {
    tell({ type: "app.updated", app: "api-service" });
    await press("j");
  }
  expect(appView.mock.calls.length).toBeLessThan(2);
  const before = appView.mock.calls.length;
  await press("esc");
  await vi.waitFor(() => expect(appView.mock.calls.length).toBe(before + 1));
});

test("the place one is at is not opened again", async () => {
  const { until, press } = open();
  await until("● live");
  await press("C", "C", "C");
  await until("Contexts");
  await press("esc");
  await until("Overview");
});

test("a terminal that is too small is told how large it has to be", async () => {
  const { until } = open({ at: "overview" }, 39, 10);
  expect(await until("smithctl needs")).toBe("smithctl needs 40×10; this is 39×10.");
  await open({ at: "overview" }, 80, 9).until("smithctl needs 40×10; this is 80×9.");
});

test("only leaving is possible where a terminal is too small", async () => {
  const { until, press, frame, quit } = open({ at: "overview" }, 39, 10);
  await until("smithctl needs");
  await press("D", "/", "q");
  expect(quit).toHaveBeenCalledTimes(1);
  expect(frame()).toContain("smithctl needs");
  await press("\x03");
  expect(quit).toHaveBeenCalledTimes(2);
});

test("places that are opened again and again do not pile up", async () => {
  const { until, press } = open();
  await until("● live");
  await press("D");
  await until("Deployments");
  for (let times = 0; times < 3; times++) {
    await press("C");
    await until("Contexts");
    await press("D");
    await until("Deployments");
  }
  await press("esc");
  await until("Overview");
});

test("what is pasted is no keys, but where something is typed", async () => {
  const { until, press, frame, quit } = open();
  await until("● live");
  await press("\x1b[200~qDC\x1b[201~");
  expect(quit).not.toHaveBeenCalled();
  expect(frame()).toContain("Overview");
  await press("/", "\x1b[200~qDC\nx\x1b[201~");
  await until("/ qDC x");
});

test("ctrl+c does not wait for what was typed before", async () => {
  const { until, press, quit } = open();
  await until("● live");
  await press(`/${"a".repeat(90)}\x03`);
  expect(quit).toHaveBeenCalledTimes(1);
});

test("esc and a key that arrive together are two keys", async () => {
  const { until, press } = open();
  await until("● live");
  await press("D");
  await until("Deployments");
  await press("\x1bC");
  await until("Contexts");
  await press("esc");
  await until("Overview");
});

test("keys that arrive together lead through several screens", async () => {
  const { until, press } = open();
  await until("● live");
  await press("DC");
  await until("Contexts");
  await press("\x1b");
  await until("Deployments");
});

test("an API key that is not good is not asked for over a change, but on demand", async () => {
  const { until, press, hear } = open({ at: "deploy", app: "api-service", version: "c0ffee1-9" });
  await until("● live");
  const error = new AnswerError("The API key is not known.", { status: 401 });
  hear({ kind: "lost", error, silentMs: 0, retryInMs: 1000 });
  await until("✗ key refused, K logs in");
  await until("Deploy api-service");
  await press("K");
  await until("Log in");
});

test("an API key that is not good is asked for, once, and then on demand", async () => {
  const { until, press, hear } = open();
  await until("● live");
  const error = new AnswerError("The API key is not known.", { status: 401 });
  hear({ kind: "lost", error, silentMs: 0, retryInMs: 1000 });
  await until("Log in");
  await press("esc");
  await until("Overview");
  hear({ kind: "lost", error, silentMs: 0, retryInMs: 1000 });
  await until("✗ key refused");
  await until("Overview");
  await press("K");
  await until("Log in");
});
