import type { App, Deployment, Hold, RunningVersion } from "../../../generated/api.ts";

/** What runs somewhere, as far as an overview shows it. */
export type RunningPlace = Pick<
  RunningVersion,
  "environment" | "version" | "deployedAt" | "deployedBy" | "drifted"
>;

/** What an overview shows of an app: ten thousand of them are in memory. */
export interface AppSummary {
  name: string;
  description?: string;
  latest?: string;
  environments: RunningPlace[];
  holds: Hold[];
  attempts: Deployment[];
}

/** Keeps of equal texts one: a parsed answer has each name of an environment thousands of times. */
export function createInterner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text);
    if (same === undefined) known.set(text, text);
    return same ?? text;
  };
}

export const summaryOf = (
  { name, description, latestVersion, environments, holds, attempts }: App,
  intern: (text: string) => string = (text) => text,
): AppSummary => ({
  name,
  ...(description !== undefined && { description }),
  ...(latestVersion && { latest: latestVersion.id }),
  environments: environments.map(({ environment, version, deployedAt, deployedBy, drifted }) => ({
    environment: intern(environment),
    version: version === latestVersion?.id ? latestVersion.id : version,
    deployedAt,
    deployedBy: intern(deployedBy),
    drifted,
  })),
  holds,
  attempts,
});
