import type { App, Deployment, Hold, RunningVersion } from "../../../../generated/api.ts";

/** All that there is to say of an app in an environment. */
export interface PlaceFacts {
  running?: RunningVersion | undefined;
  hold?: Hold | undefined;
  /** What was asked for last and does not run: under way, or failed. */
  attempt?: Deployment | undefined;
  /** A version that was published after the one that runs here. */
  newer?: string | undefined;
}

export function factsOf(app: App, environment: string): PlaceFacts {
  const running = app.environments.find((one) => one.environment === environment);
  const latest = app.latestVersion?.id;
  return {
    running,
    hold: app.holds.find((one) => one.environment === environment),
    attempt: app.attempts.find((one) => one.environment === environment),
    newer: running && latest !== running.version ? latest : undefined,
  };
}

export const isUnderWay = ({ attempt }: PlaceFacts): boolean =>
  attempt?.status === "queued" || attempt?.status === "writing";

export const hasFailed = ({ attempt }: PlaceFacts): boolean => attempt?.status === "failed";

export const someUnderWay = ({ attempts }: App): boolean =>
  attempts.some(({ status }) => status !== "failed");

/** Whether somebody ought to look at an app. */
export const needsAttention = (app: App): boolean =>
  app.attempts.length > 0 || app.environments.some(({ drifted }) => drifted);
