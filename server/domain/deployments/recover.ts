import type { Database } from "../../database/database.ts";
import type { Deployment, Ending } from "../../database/deployments.ts";
import type { GitopsRepository } from "../ports.ts";
import { complete } from "./complete.ts";

/**
 * Decides deployments that were being written when their writer was killed, or whose push had no answer: what the remote
 * contains is deployed, anything else is queued again. Rejects, deciding nothing, while the remote cannot be asked.
 */
export async function recover(
  { database, gitops, now }: { database: Database; gitops: GitopsRepository; now: () => number },
  undecided: Deployment[],
  epoch: number,
): Promise<void> {
  if (undecided.length === 0) return;
  const head = await gitops.sync();
  for (const deployment of undecided) {
    await database.deployments.takeOver(deployment.id, epoch);
    const ending = await endingOf(database, gitops, head, deployment);
    if (ending) await complete(database, deployment, ending, epoch, now());
    else await database.deployments.requeue(deployment.id, epoch);
  }
}

async function endingOf(
  { deployments }: Database,
  gitops: GitopsRepository,
  head: string,
  deployment: Deployment,
): Promise<Ending | undefined> {
  const { commit, kind } = deployment;
  if (commit !== undefined && (await gitops.contains(head, commit)))
    return { status: "deployed", kind, changed: true, commit };
  // Writing it now would undo what was asked for later.
  const supersededBy = await deployments.successor(deployment);
  return supersededBy === undefined ? undefined : { status: "superseded", supersededBy };
}
