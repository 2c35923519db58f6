import type { Tables } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { RunningVersion } from "../../database/running-versions.ts";

/**
 * What was asked for last of these apps in each environment, where it waits, is being written or failed; by environment.
 * `running` is what runs of them.
 */
export async function findAttempts(
  { deployments }: Pick<Tables, "deployments">,
  apps: readonly string[],
  running: readonly RunningVersion[],
): Promise<Deployment[]> {
  const last = await deployments.lastAsked(apps);
  // Most of them, so that few are left to be read.
  const runs = new Set(running.map(({ deploymentId }) => deploymentId));
  return deployments.notDeployed(last.filter((id) => !runs.has(id)));
}
