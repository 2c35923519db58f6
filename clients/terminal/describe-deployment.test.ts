import { expect, test } from "vitest";
import type { Deployment } from "../../generated/api.ts";
import { coloursFor } from "./colour.ts";
import { describeDeployment } from "./describe-deployment.ts";

const removal: Deployment = {
  id: "019ab1de",
  app: "api-service",
  environment: "staging",
  kind: "removal",
  status: "deployed",
  requestedBy: "ada",
  createdAt: "2026-11-23T10:15:00Z",
  commit: "8f14e45fceea167a5a36dedd4bea2543f5a3b2c1",
  changed: true,
};
const deployment: Deployment = { ...removal, kind: "manual", version: "v1" };
const failed = { status: "failed", failure: { code: "gitops-auth", detail: "No\x1b[2J way." } };

test.each<[Deployment, string]>([
  [deployment, "deployed    api-service v1 in staging, commit 8f14e45fceea"],
  [
    { ...deployment, changed: false },
    "deployed    api-service v1 in staging, commit 8f14e45fceea (it was there already)",
  ],
  [{ ...deployment, kind: "rollback" }, "rolled back api-service v1 in staging, commit 8f14e45fceea"],
  [removal, "removed     api-service from staging, commit 8f14e45fceea"],
  [
    { ...removal, changed: false },
    "removed     api-service from staging, commit 8f14e45fceea (it was gone already)",
  ],
  [{ ...deployment, status: "queued" }, "queued      api-service v1 in staging"],
  [
    {
      ...deployment,
      status: "writing",
      stalledBy: { code: "gitops-unreachable", detail: "No\x1b[2J answer." },
    },
    "stalled     api-service v1 in staging: gitops-unreachable\n  No answer.",
  ],
  [{ ...removal, status: "queued" }, "queued      removal of api-service from staging"],
  [
    { ...deployment, status: "superseded", supersededBy: "019ab1df" },
    "superseded  api-service v1 in staging: deployment 019ab1df took its place",
  ],
  [
    { ...deployment, ...failed },
    "failed      api-service v1 in staging: gitops-auth\n  No way.\n  To try again: smithctl deploy api-service v1 --env staging",
  ],
  [
    { ...deployment, ...failed, kind: "rollback" },
    "failed      api-service v1 in staging: gitops-auth\n  No way.\n  To try again: smithctl rollback api-service --env staging --to v1",
  ],
  [
    { ...removal, ...failed },
    "failed      removal of api-service from staging: gitops-auth\n  No way.\n  To try again: smithctl remove api-service --env staging",
  ],
])("%#: what became of a deployment is a line", (given, line) => {
  expect(describeDeployment(given, coloursFor({}, {}))).toBe(line);
});
