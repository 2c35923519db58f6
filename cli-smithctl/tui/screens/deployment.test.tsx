import { beforeEach, describe, expect, test } from "vitest";
import type { Deployment } from "../../../generated/api.ts";
import { aDeployment, before, NOON } from "../testing/a-deployment.ts";
import { openScreen } from "../testing/open-screen.tsx";
import { stopClock } from "../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

function open(first: Deployment, size: { columns?: number; rows?: number } = {}) {
  let known = first;
  const screen = openScreen({
    at: { at: "deployment", id: first.id },
    ...size,
    client: {
      deploymentView: async ({ path }) =>
        path.deployment === known.id ? known : aDeployment({ id: path.deployment, app: "later" }),
    },
  });
  return { ...screen, become: (next: Deployment) => (known = next) };
}

const failed = aDeployment({
  status: "failed",
  commit: undefined,
  timeline: [
    { step: "accepted", at: before(61) },
    { step: "claimed", at: before(60.5) },
    { step: "failed", at: before(60) },
  ],
  failure: {
    code: "folder-not-owned",
    detail:
      "environments/staging/apps/api-service exists and was not written by smithd. It would delete: deployment.yaml, service.yaml.",
  },
});

describe("a deployment", () => {
  test("shows its steps, and copies its commit", async () => {
    const { until, press, copied } = open(aDeployment({ reason: "the price list is slow" }));
    expect(await until("the price list")).toMatchInlineSnapshot(`
      "api-service 42540c4-123 to staging                                  ● live  work
        ✓ deployed  1m, took 1.0 s

        ✓ accepted    11:58:59              smithd took the request
        ✓ claimed     11:58:59      +20 ms  writing began
        ✓ built       11:58:59      +30 ms  its commit was made
        ✓ pushed      11:58:59     +550 ms  the GitOps repository took it
        ✓ deployed    11:59:00     +400 ms  it is live for Flux

        App           api-service
        Version       42540c4-123
        Environment   staging
        Kind          manual
        Requested by  ada, 1m
        Reason        the price list is slow
        Commit        9f2c1e7d00000000000000000000000000000000
        Deployment    01940000-0000-7000-8000-000000000001






      r again  a app  y copy commit  ? help  q quit"
    `);
    await press("y");
    expect(copied).toEqual(["9f2c1e7d00000000000000000000000000000000"]);
  });

  test("says what went wrong and where it is said what to do", async () => {
    const { until } = open(failed);
    expect(await until("docs/errors")).toMatchInlineSnapshot(`
      "api-service 42540c4-123 to staging                                  ● live  work
        ✗ failed  1m, took 1.0 s

        folder-not-owned
        environments/staging/apps/api-service exists and was not written by smithd.
        It would delete: deployment.yaml, service.yaml.
        What to do: https://smithd.example.com/docs/errors/folder-not-owned

        ✓ accepted    11:58:59              smithd took the request
        ✓ claimed     11:58:59     +500 ms  writing began
        ✗ failed      11:59:00     +500 ms  nothing was changed

        App           api-service
        Version       42540c4-123
        Environment   staging
        Kind          manual
        Requested by  ada, 1m
        Deployment    01940000-0000-7000-8000-000000000001





      r again  a app  ? help  q quit  y copy commit"
    `);
  });

  test("fits in 200 columns and in 40", async () => {
    expect(await open(failed, { columns: 200, rows: 50 }).until("docs/errors")).toContain("service.yaml.");
    expect(await open(failed, { columns: 40, rows: 10 }).until("folder-not-owned")).toContain("✗ failed");
  });

  test("goes on by itself until it has ended", async () => {
    const [accepted] = aDeployment().timeline!;
    const { until, become } = open(aDeployment({ status: "queued", timeline: [accepted!] }));
    await until("queued");
    become(aDeployment());
    await until("✓ deployed");
  });

  test("one that was superseded leads to the later one", async () => {
    const { until, press } = open(aDeployment({ status: "superseded", supersededBy: "d9" }));
    await until("took its place");
    await press("enter");
    await until("later 42540c4-123");
  });

  test("a stalled one says that smithd goes on asking", async () => {
    const stalledBy = { code: "gitops-unreachable", detail: "The GitOps repository does not answer." };
    const { until, press } = open(aDeployment({ status: "writing", stalledBy }));
    await until("! stalled");
    await until("smithd keeps asking");
    await press("r");
    await until("it is still under way");
  });

  test("a failure to read it is shown in its place", async () => {
    const { until } = openScreen({ at: { at: "deployment", id: "d1" }, client: {} });
    await until("the test gives no deploymentView");
  });
});
