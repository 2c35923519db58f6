import type { Deployment, Hold } from "../../../../generated/api.ts";
import { isUnderWay } from "../../components/deployment-status.ts";
import type { AppSummary, RunningPlace } from "../../data/app-summary.ts";

/** All that there is to say of an app in an environment. */
export interface PlaceFacts {
  running?: RunningPlace | undefined;
  hold?: Hold | undefined;
  /** What was asked for last and does not run: under way, or failed. */
  attempt?: Deployment | undefined;
  /** A version that was published after the one that runs here. */
  newer?: string | undefined;
}

export function factsOf(app: AppSummary, environment: string): PlaceFacts {
  const running = app.environments.find((one) => one.environment === environment);
  const { latest } = app;
  return {
    running,
    hold: app.holds.find((one) => one.environment === environment),
    attempt: app.attempts.find((one) => one.environment === environment),
    newer: running && latest !== running.version ? latest : undefined,
  };
}

export const isBusy = ({ attempt }: PlaceFacts): boolean => attempt !== undefined && isUnderWay(attempt);

export const hasFailed = ({ attempt }: PlaceFacts): boolean => attempt?.status === "failed";

export const someUnderWay = ({ attempts }: AppSummary): boolean =>
  attempts.some(({ status }) => status !== "failed");

/** Whether somebody ought to look at an app. */
export const needsAttention = (app: AppSummary): boolean =>
  app.attempts.length > 0 || app.environments.some(({ drifted }) => drifted);
