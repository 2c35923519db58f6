import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { aDeployment, NOON } from "../../testing/a-deployment.ts";
import { aProblem } from "../../testing/a-problem.ts";
import { accepted, deployed, openDeploy, type Given } from "../../testing/open-deploy.tsx";
import { stopClock } from "../../testing/stop-clock.ts";

beforeEach(() => stopClock(NOON));

describe("a deployment that was asked for", () => {
  const agreeing = async (given: Given) => {
    const screen = openDeploy({ environment: "staging", ...given });
    await screen.until("replicas: 3");
    await screen.press("d", "enter", "y", "enter");
    return screen;
  };

  test("is shown while it goes on", async () => {
    const { until, press } = await agreeing({ becomes: [accepted] });
    expect(await until("queued ")).toMatchInlineSnapshot(`
      "Deploying api-service to staging  c0ffee1-9                         ● live  work

      ✓ accepted    12:00:00              smithd took the request
      ⠋ queued      for 0 ms


















      It goes on if you leave.
      enter back  w details  ? help  q quit  y copy commit"
    `);
    await press("y");
    await until("there is no commit yet");
  });

  test("is not called back by one enter too many", async () => {
    const { until, press, quit } = openDeploy({ environment: "staging" });
    await until("replicas: 3");
    await press("d\r", "y\r\r");
    expect(await until("is in the GitOps repository")).not.toContain("has not accepted");
    expect(quit).not.toHaveBeenCalled();
  });

  test("is not left by one key too many until smithd has accepted it", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { until, press, quit } = await agreeing({ until: promise });
    await until("asking smithd");
    for (const key of ["esc", "q", "D", "C"]) await press(key);
    expect(await until("smithd has not accepted it yet; x gives it up")).toContain("asking smithd");
    expect(quit).not.toHaveBeenCalled();
    resolve();
    await until("is in the GitOps repository");
  });

  test("is given up on demand, and not asked for again", async () => {
    const away = aProblem(503, "database-unavailable", "The database cannot be reached.");
    const given: Given = { at: { at: "app", app: "api-service" }, refuse: away };
    const { until, press, keys, signals } = openDeploy(given);
    await until("› c0ffee1-9");
    await press("d");
    await until("› production");
    await press("enter");
    await until("replicas: 3");
    await press("d", "enter", "y", "enter");
    await until("Trying again; nothing is asked for twice.");
    await press("x");
    await until("1 version");
    // So that the client does not repeat it either.
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    const asked = keys.length;
    await sleep(1500);
    expect(keys).toHaveLength(asked);
  });

  test("begins anew where the same is asked for again", async () => {
    const failure = { code: "gitops-unreachable", detail: "git.example.com does not answer." };
    const failed = aDeployment({ id: "d-9", status: "failed", failure, commit: undefined, timeline: [] });
    const { until, press } = await agreeing({ becomes: [{ ...failed, version: "c0ffee1-9" }] });
    await until("failed: gitops-unreachable");
    await press("w");
    await until("c0ffee1-9 to staging");
    await press("r");
    expect(await until("replicas: 3")).toContain("enter deploy");
  });

  test("may be longer than the screen, and is scrolled then", async () => {
    const detail = Array.from({ length: 60 }, (_, index) => `Reason ${index}.`).join("\n");
    const failure = { code: "object-conflict", detail };
    const failed = aDeployment({ id: "d-9", status: "failed", failure, commit: undefined, timeline: [] });
    const { until, press } = await agreeing({ becomes: [failed] });
    await until("Reason 5.");
    await press("G");
    await until("What to do: https://smithd.example.com/docs/errors/object-conflict");
  });

  test("ends with its commit, which can be copied", async () => {
    const { until, press, copied } = await agreeing({ becomes: [accepted, deployed] });
    expect(await until("is in the GitOps repository")).toMatchInlineSnapshot(`
      "Deploying api-service to staging  c0ffee1-9                         ● live  work

      ✓ accepted    11:58:59              smithd took the request
      ✓ claimed     11:58:59      +20 ms  writing began
      ✓ built       11:58:59      +30 ms  its commit was made
      ✓ pushed      11:58:59     +550 ms  the GitOps repository took it
      ✓ deployed    11:59:00     +400 ms  it is live for Flux

      ✓ api-service c0ffee1-9 is in the GitOps repository for staging.
        Commit 9f2c1e7d00000000000000000000000000000000
        Flux applies it from there.












      enter back  w details  y copy commit  ? help  q quit"
    `);
    await press("y");
    expect(copied).toEqual([deployed.commit]);
  });

  test("ends with what went wrong and where to read what to do", async () => {
    const failure = { code: "gitops-unreachable", detail: "git.example.com does not answer." };
    const failed = aDeployment({ id: "d-9", status: "failed", failure, commit: undefined, timeline: [] });
    const { until, press } = await agreeing({ becomes: [failed] });
    expect(await until("failed: gitops-unreachable")).toContain(
      "What to do: https://smithd.example.com/docs/errors/gitops-unreachable",
    );
    await press("w");
    await until("git.example.com does not answer.");
  });

  test("says what took its place", async () => {
    const superseded = aDeployment({ id: "d-9", status: "superseded", supersededBy: "d-10" });
    const { until } = await agreeing({ becomes: [superseded] });
    expect(await until("A later deployment took its place.")).toContain("d-10");
  });

  test("says that it stalls, and why", async () => {
    const stalledBy = { code: "gitops-unreachable", detail: "git.example.com does not answer." };
    const { until } = await agreeing({ becomes: [{ ...accepted, status: "writing", stalledBy }] });
    expect(await until("! stalled")).toContain(
      "stalled by gitops-unreachable: git.example.com does not answer.",
    );
  });

  test("says why smithd refused it", async () => {
    const refuse = aProblem(409, "running-version-changed", "badc0de-7 runs in staging now.");
    const { until } = await agreeing({ refuse });
    expect(await until("badc0de-7 runs in staging now.")).toContain("running-version-changed");
  });

  test("is looked at again where it was refused, and asked for again with the same reason", async () => {
    const given: Given = { environment: "staging", refuse: aProblem(409, "on-hold", "staging is on hold.") };
    const { until, press, type, requested, keys } = openDeploy(given);
    await until("replicas: 3");
    await press("d");
    await type("urgent");
    await press("enter", "y", "enter");
    await until("staging is on hold.");
    expect(await until("enter look again")).not.toContain("copy commit");
    delete given.refuse;
    await press("enter");
    await until("replicas: 3");
    await press("d");
    await until("Why? (enter for no reason) urgent");
    await press("enter", "y", "enter");
    await until("is in the GitOps repository");
    expect(requested.mock.calls.map(([{ reason }]) => reason)).toEqual(["urgent", "urgent"]);
    // What was refused is not what is asked for now.
    expect(new Set(keys).size).toBe(2);
  });
});
