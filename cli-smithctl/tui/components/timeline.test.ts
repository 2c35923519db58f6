import { beforeEach, expect, test, vi } from "vitest";
import type { Deployment } from "../../../generated/api.ts";
import { plainText } from "../text/line.ts";
import { timelineLines } from "./timeline.ts";

beforeEach(() => {
  vi.stubEnv("TZ", "UTC");
  return () => vi.unstubAllEnvs();
});

const style = { now: Date.parse("2026-11-30T12:00:03.500Z"), spinner: "⠹" };
const textOf = (deployment: Deployment) =>
  timelineLines(deployment, style).map((line) => plainText(line).trimEnd());

const asked: Deployment = {
  id: "0195",
  app: "api-service",
  version: "42540c4-123",
  environment: "staging",
  kind: "manual",
  status: "writing",
  requestedBy: "ada",
  createdAt: "2026-11-30T12:00:00.000Z",
  timeline: [
    { step: "accepted", at: "2026-11-30T12:00:00.000Z" },
    { step: "claimed", at: "2026-11-30T12:00:00.012Z" },
  ],
};

test("the steps of a deployment say when, and how long each took", () => {
  const timeline = [
    ...asked.timeline!,
    { step: "built", at: "2026-11-30T12:00:00.040Z" },
    { step: "pushed", at: "2026-11-30T12:00:02.140Z" },
    { step: "deployed", at: "2026-11-30T12:01:42.140Z" },
  ];
  expect(textOf({ ...asked, status: "deployed", timeline })).toMatchInlineSnapshot(`
    [
      "✓ accepted    12:00:00              smithd took the request",
      "✓ claimed     12:00:00      +12 ms  writing began",
      "✓ built       12:00:00      +28 ms  its commit was made",
      "✓ pushed      12:00:02      +2.1 s  the GitOps repository took it",
      "✓ deployed    12:01:42  +1 min 40 s  it is live for Flux",
    ]
  `);
});

test("one that is under way says for how long it has been so", () => {
  expect(textOf(asked).at(-1)).toBe("⠹ writing     for 3.5 s");
});

test("one that failed has a sign of its own, and a step that is not known yet is shown as it is", () => {
  const timeline = [
    ...asked.timeline!,
    { step: "verified", at: "2026-11-30T12:00:01.012Z" },
    { step: "failed", at: "2026-11-30T12:00:01.012Z" },
  ];
  expect(textOf({ ...asked, status: "failed", timeline }).slice(2)).toMatchInlineSnapshot(`
    [
      "✓ verified    12:00:01      +1.0 s",
      "✗ failed      12:00:01       +0 ms  nothing was changed",
    ]
  `);
});

test("without a timeline there is nothing to show", () => {
  expect(textOf({ ...asked, timeline: [] })).toEqual([]);
});
