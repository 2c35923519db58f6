import type { Database } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
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
  const open: Deployment[] = [];
  // All that landed comes first: whether another may be written again depends on what was deployed after it.
  for (const deployment of undecided) {
    if (!(await database.deployments.takeOver(deployment.id, epoch))) continue;
    const { commit, kind } = deployment;
    if (commit === undefined || !(await gitops.contains(head, commit))) open.push(deployment);
    else
      await complete(database, deployment, { status: "deployed", kind, changed: true, commit }, epoch, now());
  }
  for (const deployment of open) {
    const supersededBy = await database.deployments.successor(deployment);
    if (supersededBy === undefined) await database.deployments.requeue(deployment.id, epoch);
    else await complete(database, deployment, { status: "superseded", supersededBy }, epoch, now());
  }
}
