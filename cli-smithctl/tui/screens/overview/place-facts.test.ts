import { expect, test } from "vitest";
import { summaryOf } from "../../data/app-summary.ts";
import { aDeployment } from "../../testing/a-deployment.ts";
import { anApp, onHold, running } from "../../testing/an-app.ts";
import { factsOf, hasFailed, isBusy, needsAttention, someUnderWay } from "./place-facts.ts";

const newest = { id: "c0ffee1-9", publishedAt: "2026-11-30T11:59:00Z" };

test("each environment has its own facts", () => {
  const attempt = aDeployment({ environment: "production", status: "queued" });
  const app = summaryOf(anApp({ holds: [onHold("staging")], attempts: [attempt] }));
  expect(factsOf(app, "staging")).toMatchObject({
    running: { version: "42540c4-123" },
    hold: { heldBy: "grace" },
    attempt: undefined,
    newer: undefined,
  });
  expect(factsOf(app, "production")).toEqual({
    running: undefined,
    hold: undefined,
    attempt,
    newer: undefined,
  });
});

test("a version is newer only than one that runs", () => {
  const app = summaryOf(anApp({ latestVersion: newest }));
  expect(factsOf(app, "staging").newer).toBe("c0ffee1-9");
  expect(factsOf(app, "production").newer).toBeUndefined();
});

test.each([
  ["queued", true, false],
  ["writing", true, false],
  ["failed", false, true],
])("an attempt that is %s is under way: %j, and has failed: %j", (status, underWay, failed) => {
  const app = summaryOf(anApp({ attempts: [aDeployment({ status })] }));
  const facts = factsOf(app, "staging");
  expect([isBusy(facts), hasFailed(facts), someUnderWay(app)]).toEqual([underWay, failed, underWay]);
  expect(needsAttention(app)).toBe(true);
});

test("a folder that was changed by hand needs attention, and a hold does not", () => {
  const drifted = anApp({ environments: [running("staging", { drifted: true })] });
  expect(needsAttention(summaryOf(drifted))).toBe(true);
  expect(needsAttention(summaryOf(anApp({ holds: [onHold("staging")] })))).toBe(false);
});
