import type { App, EnvironmentSummary, Hold, RunningVersion } from "../../../generated/api.ts";
import { before } from "./a-deployment.ts";

/** What runs in an environment since an hour, but for what is given. */
export const running = (environment: string, given: Partial<RunningVersion> = {}): RunningVersion => ({
  environment,
  version: "42540c4-123",
  deploymentId: "d-1",
  deployedAt: before(3600),
  deployedBy: "ada",
  drifted: false,
  ...given,
});

export const onHold = (environment: string): Hold => ({
  app: "api-service",
  environment,
  reason: "rolled back",
  heldBy: "grace",
  heldAt: before(600),
});

/** An app whose newest version runs in staging, but for what is given. */
export const anApp = (given: Partial<App> = {}): App => ({
  name: "api-service",
  createdAt: before(86_400),
  etag: '"1"',
  latestVersion: { id: "42540c4-123", publishedAt: before(3700) },
  holds: [],
  environments: [running("staging")],
  attempts: [],
  ...given,
});

export const anEnvironment = (name: string, given: Partial<EnvironmentSummary> = {}): EnvironmentSummary => ({
  name,
  confirm: "yes",
  appCount: 1,
  ...given,
});
