import { beforeEach, describe, expect, test, vi } from "vitest";
import type { App, Deployment, VersionDiff } from "../../../generated/api.ts";
import { aDeployment, before, NOON } from "../testing/a-deployment.ts";
import { aDiff, aVersion, notOwned } from "../testing/a-plan.ts";
import { anApp, anEnvironment, running } from "../testing/an-app.ts";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

const ran = (version: string, hours: number, given: Partial<Deployment> = {}) =>
  aDeployment({ id: version, version, finishedAt: before(hours * 3600), ...given });
const history = [ran("v4", 1), ran("v3", 24), ran("v2", 48, { requestedBy: "grace" }), ran("v1", 72)];
const usual = anApp({ environments: [running("staging", { version: "v4", rollbackTo: "v2" })] });

interface Given {
  obstacles?: VersionDiff["obstacles"];
  columns?: number;
  rows?: number;
  environment?: string;
  app?: App;
  deployments?: Deployment[];
}

function open({ columns, rows, environment, app = usual, deployments = history, obstacles = [] }: Given) {
  const known = [...deployments];
  const requested = vi.fn<(request: object) => void>();
  const screen = openScreen({
    at: { at: "rollback", app: "api-service", environment },
    ...(columns && { columns }),
    ...(rows && { rows }),
    client: {
      appView: async () => app,
      deploymentList: async () => ({ items: known }),
      environmentList: async () => ({ items: ["production", "staging"].map((name) => anEnvironment(name)) }),
      environmentView: async () => ({ ...anEnvironment("staging"), holds: [], apps: [] }),
      versionView: async ({ path }) => aVersion({ id: path.version }),
      versionDiff: async () => aDiff({ kind: "rollback", runningVersion: "v4", obstacles }),
      rollbackCreate: async (request) => {
        requested(request);
        return aDeployment({ kind: "rollback", version: request.body.to });
      },
    },
  });
  return { ...screen, known, requested };
}

describe("going back", () => {
  test("is possible where something runs", async () => {
    const { until, press } = open({});
    const seen = await until("In which environment?");
    expect(seen).toMatch(/› production +nothing runs there/);
    await press("enter");
    await until("nothing runs there");
    await press("j", "enter");
    await until("Roll back api-service in staging");
  });

  test("shows what ran there, and marks where a rollback usually goes", async () => {
    expect(await open({ environment: "staging" }).until("Cache the price list")).toMatchInlineSnapshot(`
      "Roll back api-service in staging                                    ● live  work
        v4 runs in staging. Go back to:

        VERSION     RAN  BY     MESSAGE
      › v3          1d   ada    Cache the price list
        v2 (usual)  2d   grace  Cache the price list
        v1          3d   ada    Cache the price list
















      enter choose  ? help  q quit"
    `);
  });

  test("fits on the smallest screen, and on a large one", async () => {
    expect(await open({ environment: "staging", columns: 40, rows: 10 }).until("(usual)")).toContain("› v3");
    await open({ environment: "staging", columns: 200, rows: 50 }).until("(usual)");
    await open({ environment: "staging", columns: 79, rows: 23 }).until("(usual)");
  });

  test("says what it changes, that policies pause, and asks for what was seen", async () => {
    const { until, press, type, requested } = open({ environment: "staging" });
    await until("(usual)");
    await press("j", "enter");
    expect(await until("replicas: 3")).toContain(
      "Note      A rollback: policies leave this environment alone",
    );
    await press("enter");
    await type("prices are wrong");
    await press("enter");
    await until("Roll back to v2 in staging? y/N");
    await press("y", "enter");
    await until("is in the GitOps repository for staging.");
    expect(requested.mock.calls[0]![0]).toMatchObject({
      path: { app: "api-service" },
      body: { environment: "staging", to: "v2", from: "v4", reason: "prices are wrong" },
    });
  });

  test("stays with the version that was chosen when another comes in above it", async () => {
    const { until, press, known, tell } = open({ environment: "staging" });
    await until("(usual)");
    await press("j");
    await until("› v2");
    known.unshift(ran("v5", 0));
    tell({ type: "deployment.finished", app: "api-service" });
    await until("  v5");
    await until("› v2");
  });

  test("esc leads back one choice at a time", async () => {
    const { until, press } = open({});
    await until("In which environment?");
    await press("j", "enter");
    await until("(usual)");
    await press("enter");
    await until("Will run");
    await press("esc");
    await until("Go back to:");
    await press("esc");
    await until("In which environment?");
  });

  test("is not possible where nothing else ran", async () => {
    const { until, press } = open({ environment: "staging", deployments: history.slice(0, 1) });
    await until("No other version ran here, so there is nothing to go back to.");
    await press("enter");
    await until("no other version ran here");
  });

  test("adopts no folder of others", async () => {
    const { until, press } = open({ environment: "staging", obstacles: [notOwned] });
    await until("Cache the price list");
    await press("enter");
    await until("folder-not-owned");
    await press("A");
    await until("a rollback adopts nothing; deploy the version instead");
    await press("enter");
    await until("it would fail: folder-not-owned");
  });
});
