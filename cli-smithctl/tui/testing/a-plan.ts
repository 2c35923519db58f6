import type { Plan } from "../../deploying/plan.ts";
import type { AppVersionView, VersionDiff } from "../../../generated/api.ts";
import { before } from "./a-deployment.ts";

/** A version that was published an hour ago and runs nowhere, but for what is given. */
export const aVersion = (given: Partial<AppVersionView> = {}): AppVersionView => ({
  app: "api-service",
  id: "c0ffee1-9",
  status: "published",
  digest: "0".repeat(64),
  createdAt: before(3700),
  createdBy: "ci",
  publishedAt: before(3600),
  metadata: {
    date: before(4000),
    git: {
      sha: "c0ffee1d00000000000000000000000000000000",
      branch: "main",
      committer: "Ada Lovelace <ada@example.com>",
      message: "Cache the price list\n\nIt is read for every page.",
    },
    build: { number: "9", url: "https://ci.example.com/builds/9" },
  },
  deployedTo: [],
  files: [
    { path: "deployment.yaml", size: 812, sha256: "1".repeat(64) },
    { path: "service.yaml", size: 204, sha256: "2".repeat(64) },
  ],
  ...given,
});

/** What deploying that version to staging would change. */
export const aDiff = (given: Partial<VersionDiff> = {}): VersionDiff => ({
  app: "api-service",
  version: "c0ffee1-9",
  environment: "staging",
  runningVersion: "42540c4-123",
  head: "9f2c1e7d00000000000000000000000000000000",
  kind: "manual",
  obstacles: [],
  files: [
    {
      path: "environments/staging/apps/api-service/deployment.yaml",
      change: "modified",
      additions: 1,
      deletions: 1,
      diff: [
        "diff --git a/deployment.yaml b/deployment.yaml",
        "--- a/deployment.yaml",
        "+++ b/deployment.yaml",
        "@@ -1,3 +1,3 @@",
        " kind: Deployment",
        "-replicas: 2",
        "+replicas: 3",
        "",
      ].join("\n"),
    },
    { path: "environments/staging/apps/api-service/logo.png", change: "added", omitted: "binary" },
  ],
  ...given,
});

export const aPlan = (given: Partial<Plan> = {}): Plan => ({
  place: {
    app: "api-service",
    environment: "staging",
    typed: false,
    running: {
      app: "api-service",
      version: "42540c4-123",
      deploymentId: "d-1",
      deployedAt: before(86_400),
      deployedBy: "grace",
      drifted: false,
    },
  },
  next: aVersion(),
  diff: aDiff(),
  ...given,
});

export const notOwned = { code: "folder-not-owned", detail: "It would delete notes.yaml." };
