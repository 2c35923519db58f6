import type { Database } from "../../database/database.ts";
import type { Deployment } from "../../database/deployments.ts";
import type { GitopsRepository } from "../ports.ts";
import { completeAll, type Ended } from "./complete.ts";
import { isInDoubt, landedSince } from "./doubt.ts";
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
 * Decides deployments that were being written when their writer was killed or lost its lease, or whose push had no
 * answer: what the remote contains is deployed, and what can land no more is queued again. Returns those that may land
 * still, which are to be written again at once: whichever commit lands then, it is one. Rejects, having decided only what
 * was never sent, while the remote cannot be asked.
 */
export async function recover(
  { database, gitops, announce, now }: Tools,
  undecided: Deployment[],
  epoch: number,
): Promise<Deployment[]> {
  const ours: Deployment[] = [];
  for (const deployment of undecided)
    if (await database.deployments.takeOver(deployment.id, epoch)) ours.push(deployment);
  const record = async (outcomes: Ended[]) => announce(await completeAll(database, outcomes, epoch, now()));
  const returnToQueue = async (deployments: Deployment[]) => {
    for (const deployment of deployments) {
      const supersededBy = await database.deployments.successor(deployment);
      if (supersededBy === undefined) await database.deployments.requeue(deployment.id, epoch);
      else await record([{ deployment, ending: { status: "superseded", supersededBy } }]);
    }
  };
  await returnToQueue(ours.filter((deployment) => !isInDoubt(deployment)));
  const doubtful = ours.filter(isInDoubt);
  if (doubtful.length === 0) return [];
  const head = await gitops.sync();
  const landed = await landedSince(gitops, head, doubtful);
  // All that landed comes first: whether another may be written again depends on what was deployed after it.
  await record(
    await Promise.all(
      doubtful
        .filter(({ id }) => landed.has(id))
        .map(async (deployment) => ({
          deployment,
          ending: await endingOf(gitops, deployment, landed.get(deployment.id)!),
        })),
    ),
  );
  const open = doubtful.filter(({ id }) => !landed.has(id));
  await returnToQueue(open.filter((deployment) => !isInDoubt(deployment)));
  return open.filter(isInDoubt);
}

function endingOf(gitops: GitopsRepository, deployment: Deployment, commit: string) {
  const { kind, namespace } = deployment;
  const where = { kind, folder: folderOf(deployment), ...(namespace !== undefined && { namespace }) };
  return deployedAs(gitops, { ...where, changed: true, commit, at: commit });
}
