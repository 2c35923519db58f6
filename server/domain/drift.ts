import type { Tables } from "../database/database.ts";
import type { RunningVersion } from "../database/running-versions.ts";
import type { EnvironmentDirectory } from "./environments.ts";

interface Tools {
  tables: Pick<Tables, "deployments" | "runningVersions">;
  environments: EnvironmentDirectory;
}

/**
 * Which of these run from a folder that is no longer as smithd wrote it: somebody changed or removed it. Compared by
 * the folder's tree, so that it costs the same however much lies in it. Empty while the repository cannot be read at all.
 */
export async function findDrift(tools: Tools, running: RunningVersion[]): Promise<Set<string>> {
  const groups = [...Map.groupBy(running, (one) => one.environment)];
  const found = await Promise.all(groups.map(([environment, there]) => differing(tools, environment, there)));
  const suspects = found.flat();
  const [first] = suspects;
  return first ? withoutChanging(tools, first.repository, suspects) : new Set();
}

/** What is being written at this moment, or was written since it was looked at, differs for a moment. */
async function withoutChanging(
  { tables: { deployments, runningVersions } }: Tools,
  repository: string,
  suspects: RunningVersion[],
): Promise<Set<string>> {
  const writing = await deployments.beingWritten(repository);
  // Read last, so that what was recorded in between shows.
  const now = await runningVersions.ofApps(suspects.map(({ app }) => app));
  const runs = new Set(now.map(({ deploymentId }) => deploymentId));
  const isStill = ({ app, environment, deploymentId }: RunningVersion) =>
    runs.has(deploymentId) && !writing.some((one) => one.app === app && one.environment === environment);
  return new Set(suspects.filter(isStill).map(({ deploymentId }) => deploymentId));
}

async function differing(
  { environments }: Tools,
  environment: string,
  there: RunningVersion[],
): Promise<RunningVersion[]> {
  const against = (folders: ReadonlyMap<string, string>) =>
    there.filter(({ app, tree }) => folders.get(app) !== tree);
  try {
    const suspects = against(await environments.folders(environment));
    if (suspects.length === 0) return [];
    // Another replica may have written since this one's mirror was filled.
    const newest = Math.max(...suspects.map(({ deployedAt }) => deployedAt));
    return against(await environments.folders(environment, newest));
  } catch {
    return [];
  }
}
