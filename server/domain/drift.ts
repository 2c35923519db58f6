import type { Tables } from "../database/database.ts";
import type { RunningVersion } from "../database/running-versions.ts";
import type { EnvironmentDirectory } from "./environments.ts";

interface Tools {
  tables: Pick<Tables, "deployments">;
  environments: EnvironmentDirectory;
}

/**
 * Which of these run from a folder that is no longer as smithd wrote it: somebody changed or removed it. Compared by
 * the folder's tree, so that it costs the same however much lies in it. Empty while the repository cannot be read at all.
 */
export async function findDrift(tools: Tools, running: RunningVersion[]): Promise<Set<string>> {
  const suspects: RunningVersion[] = [];
  for (const [environment, there] of Map.groupBy(running, (one) => one.environment))
    suspects.push(...(await differing(tools, environment, there)));
  if (suspects.length === 0) return new Set();
  // What is being written at this moment differs for a moment.
  const [{ repository }] = suspects as [RunningVersion];
  const writing = await tools.tables.deployments.beingWritten(repository);
  const isWritten = ({ app, environment }: RunningVersion) =>
    writing.some((each) => each.app === app && each.environment === environment);
  return new Set(suspects.filter((one) => !isWritten(one)).map(({ deploymentId }) => deploymentId));
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
