import { beforeEach, expect, test, vi } from "vitest";
import type { Progress } from "../../data/carry-out.ts";
import { aDeployment, NOON } from "../../testing/a-deployment.ts";
import { plainText } from "../../text/line.ts";
import { progressLines } from "./progress-lines.ts";

beforeEach(() => {
  vi.stubEnv("TZ", "UTC");
  return () => vi.unstubAllEnvs();
});

const style = { width: 60, now: Date.parse(NOON), spinner: "⠹", url: "https://smithd.example.com" };
const seen = (progress: Progress) => progressLines(progress, style).map((line) => plainText(line).trimEnd());
const trouble = { message: "smithd cannot be reached.", faults: [], isLogin: false };
const underWay = aDeployment({ status: "writing", timeline: aDeployment().timeline!.slice(0, 2) });

test("on its way to smithd", () => {
  expect(seen({ kind: "sending" })).toEqual(["", "⠹ asking smithd …"]);
  expect(seen({ kind: "sending", trouble })).toContain(
    "smithd cannot be reached. Trying again; nothing is asked for",
  );
});

test("under way, with the steps that are done", () => {
  expect(seen({ kind: "under way", deployment: underWay })).toMatchInlineSnapshot(`
    [
      "",
      "✓ accepted    11:58:59              smithd took the request",
      "✓ claimed     11:58:59      +20 ms  writing began",
      "⠹ writing     for 1 min 1 s",
    ]
  `);
});

test("stalled, and why", () => {
  const stalledBy = { code: "gitops-unreachable", detail: "git.example.com does not answer." };
  const lines = seen({ kind: "under way", deployment: { ...underWay, stalledBy } });
  expect(lines.slice(-2)).toEqual(["! stalled by gitops-unreachable: git.example.com does not", "answer."]);
});

test("under way, though smithd does not say any more how far it is", () => {
  const lines = seen({ kind: "under way", deployment: underWay, trouble, isOutOfSight: true });
  expect(lines).toContain("  smithd cannot be reached.");
  expect(lines.join(" ")).toContain(`smithd took it and goes on with it as deployment ${underWay.id}.`);
  expect(lines.join(" ")).not.toContain("Trying again");
});

test("deployed, with its commit", () => {
  expect(seen({ kind: "ended", deployment: aDeployment() })).toMatchInlineSnapshot(`
    [
      "",
      "✓ accepted    11:58:59              smithd took the request",
      "✓ claimed     11:58:59      +20 ms  writing began",
      "✓ built       11:58:59      +30 ms  its commit was made",
      "✓ pushed      11:58:59     +550 ms  the GitOps repository took it",
      "✓ deployed    11:59:00     +400 ms  it is live for Flux",
      "",
      "✓ api-service 42540c4-123 is in the GitOps repository for staging.",
      "  Commit 9f2c1e7d00000000000000000000000000000000",
      "  Flux applies it from there.",
    ]
  `);
  const there = seen({ kind: "ended", deployment: aDeployment({ changed: false }) });
  expect(there.join("\n")).toContain("It was there already, in commit 9f2c1e7d");
});

test("failed, with the cause and where to read what to do", () => {
  const failure = { code: "object-conflict", detail: "ConfigMap shop/prices belongs to price-list." };
  const timeline = [...underWay.timeline!, { step: "failed", at: NOON }];
  const deployment = aDeployment({ status: "failed", failure, timeline });
  expect(seen({ kind: "ended", deployment })).toMatchInlineSnapshot(`
    [
      "",
      "✓ accepted    11:58:59              smithd took the request",
      "✓ claimed     11:58:59      +20 ms  writing began",
      "✗ failed      12:00:00  +1 min 1 s  nothing was changed",
      "",
      "✗ failed: object-conflict",
      "  ConfigMap shop/prices belongs to price-list.",
      "",
      "  What to do:",
      "https://smithd.example.com/docs/errors/object-conflict",
    ]
  `);
});

test("superseded, by which one", () => {
  const deployment = aDeployment({ status: "superseded", supersededBy: "d-2" });
  expect(seen({ kind: "ended", deployment }).slice(-2)).toEqual([
    "↷ A later deployment took its place.",
    "  d-2",
  ]);
});

test("refused, with what to do", () => {
  const refused = { ...trouble, message: "Another version runs there now.", next: "Look at it again." };
  expect(seen({ kind: "refused", trouble: refused })).toEqual([
    "",
    "  Another version runs there now.",
    "",
    "  Look at it again.",
    "",
  ]);
});
