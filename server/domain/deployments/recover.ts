import type { Database } from "../../database/database.ts";
import type { Deployment, Ending } from "../../database/deployments.ts";
import type { GitopsRepository } from "../ports.ts";
import { complete } from "./complete.ts";
import { deployedAs } from "./landed.ts";
import { folderOf } from "./prepare.ts";

interface Tools {
  database: Database;
  gitops: GitopsRepository;
  /** Called with the ids of those that have ended. */
  announce: (ids: string[]) => void;
  now: () => number;
}

/**
 * Decides deployments that were being written when their writer was killed, or whose push had no answer: what the remote
 * contains is deployed, anything else is queued again. Rejects, deciding nothing, while the remote cannot be asked.
 */
export async function recover(
  { database, gitops, announce, now }: Tools,
  undecided: Deployment[],
  epoch: number,
): Promise<void> {
  if (undecided.length === 0) return;
  const head = await gitops.sync();
  const end = async (deployment: Deployment, ending: Ending) =>
    announce([deployment.id, ...(await complete(database, deployment, ending, epoch, now()))]);
  const open: Deployment[] = [];
  // All that landed comes first: whether another may be written again depends on what was deployed after it.
  for (const deployment of undecided) {
    if (!(await database.deployments.takeOver(deployment.id, epoch))) continue;
    const landed = await landedAs(gitops, head, deployment);
    if (landed) await end(deployment, landed);
    else open.push(deployment);
  }
  for (const deployment of open) {
    const supersededBy = await database.deployments.successor(deployment);
    if (supersededBy === undefined) await database.deployments.requeue(deployment.id, epoch);
    else await end(deployment, { status: "superseded", supersededBy });
  }
}

/** Undefined where the head's history does not have its commit. */
async function landedAs(
  gitops: GitopsRepository,
  head: string,
  deployment: Deployment,
): Promise<Ending | undefined> {
  const { commit, kind, namespace } = deployment;
  if (commit === undefined || !(await gitops.contains(head, commit))) return undefined;
  return deployedAs(gitops, {
    kind,
    folder: folderOf(deployment),
    ...(namespace !== undefined && { namespace }),
    changed: true,
    commit,
    at: commit,
  });
}
