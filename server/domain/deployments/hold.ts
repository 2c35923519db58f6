import type { Tables } from "../../database/database.ts";
import type { Deployment, DeploymentKind, Ending } from "../../database/deployments.ts";
import type { Hold } from "../../database/holds.ts";

/**
 * The life of the hold that goes with a deployment: whoever goes back or removes does not want the next merge to undo it.
 * It is set when that is asked for, not only when it is written: a merge in between would come first.
 */

/** Sets the hold of a deployment that is accepted. One that is there already stays, with its reason. */
export async function holdOnRequest({ holds }: Tables, deployment: Deployment): Promise<void> {
  if (deployment.holdsPolicies) await holds.set(holdOf(deployment));
}

/** What the end of a deployment, and of those that ended with it, means for holds. */
export async function holdOnEnd(
  tables: Tables,
  deployment: Deployment,
  ending: Ending,
  { runningBefore, ended }: { runningBefore: string | undefined; ended: string[] },
): Promise<void> {
  const { holds } = tables;
  if (ending.status === "failed") return handOn(tables, deployment, [deployment.id, ...ended]);
  if (ending.status !== "deployed") return;
  if (goesBack(ending.kind)) {
    // The hold of one whose place this took becomes this one's; one that a person released in the meantime stays so.
    const tookOver = await holds.releaseOf(ended);
    if (tookOver || !deployment.holdsPolicies) await holds.set(holdOf(deployment));
  } else if (ending.kind === "manual") {
    await holds.releaseOf(ended);
    // The version that runs, once more, decides nothing else; something newer does, on what was held when it was asked for.
    if (runningBefore === deployment.versionUid) return;
    await holds.releaseEarlier(deployment.app, deployment.environment, deployment.createdAt);
    await holds.releaseOf([deployment.id]);
  }
}

/** A hold whose deployment failed goes to the one that waits for the same reason, or goes. */
async function handOn(
  { holds, deployments }: Tables,
  { repository, app, environment }: Deployment,
  failed: string[],
): Promise<void> {
  if (!(await holds.releaseOf(failed))) return;
  const heir = await deployments.lastUnfinished(repository, app, environment);
  if (heir?.holdsPolicies) await holds.set(holdOf(heir));
}

export const goesBack = (kind: DeploymentKind) => kind === "rollback" || kind === "removal";

/** As old as the request for it: what is asked for later may end it. */
const holdOf = (deployment: Deployment): Hold => ({
  app: deployment.app,
  environment: deployment.environment,
  reason:
    deployment.reason ??
    (deployment.version === undefined ? "removed from there" : `rolled back to ${deployment.version}`),
  heldBy: deployment.requestedBy,
  heldAt: deployment.createdAt,
  deploymentId: deployment.id,
});
