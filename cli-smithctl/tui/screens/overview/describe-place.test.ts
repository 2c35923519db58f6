import { expect, test } from "vitest";
import { aDeployment, NOON } from "../../testing/a-deployment.ts";
import { onHold, running } from "../../testing/an-app.ts";
import { plainText } from "../../text/line.ts";
import { describePlace } from "./describe-place.ts";
import type { PlaceFacts } from "./place-facts.ts";

const runs = running("staging");
const failure = { code: "object-conflict", detail: "" };
const stalledBy = { code: "gitops-unreachable", detail: "" };

test.each<[PlaceFacts, string]>([
  [{}, "nothing runs"],
  [{ running: runs }, "42540c4-123, 1 h ago by ada"],
  [{ running: runs, newer: "c0ffee1-9" }, "42540c4-123, 1 h ago by ada · newer: c0ffee1-9"],
  [{ attempt: aDeployment({ status: "queued" }) }, "42540c4-123 is queued · nothing runs"],
  [
    { running: runs, attempt: aDeployment({ status: "writing", version: undefined }) },
    "removal is writing · 42540c4-123, 1 h ago by ada",
  ],
  [
    { attempt: aDeployment({ status: "writing", stalledBy }) },
    "42540c4-123 is stalled (gitops-unreachable) · nothing runs",
  ],
  [
    { attempt: aDeployment({ status: "failed", failure }) },
    "42540c4-123 failed: object-conflict · nothing runs",
  ],
  [{ attempt: aDeployment({ status: "failed" }) }, "42540c4-123 failed: no reason is known · nothing runs"],
  [
    { running: { ...runs, drifted: true }, hold: onHold("staging") },
    "42540c4-123, 1 h ago by ada · on hold by grace: rolled back · drifted: its folder was changed by hand",
  ],
])("a place is said as “$1”", (facts, said) => {
  expect(plainText(describePlace("staging", facts, Date.parse(NOON)))).toBe(`staging  ${said}`);
});
