import type { Database, Tables } from "../../database/database.ts";
import type { DeployedEnding, Deployment, Ending, NotDeployed } from "../../database/deployments.ts";
import { objectsIn } from "../../../manifests/index.ts";
import { goesBack, holdOnEnd } from "./hold.ts";

/** What fails one deployment because the repository cannot be used at all fails those before it just as well. */
const REPOSITORY_FAILURES = [
  "gitops-unreachable",
  "gitops-auth",
  "gitops-missing-branch",
  "gitops-rewritten",
  "mirror-unusable",
];

/** Deployments that are recorded in one transaction; their apps take no request meanwhile. */
const TOGETHER = 100;

/** How a deployment ended. */
export interface Ended<E extends Ending = Ending> {
  deployment: Deployment;
  ending: E;
}

const isDeployed = (outcome: Ended): outcome is Ended<DeployedEnding> => outcome.ending.status === "deployed";
const isNotDeployed = (outcome: Ended): outcome is Ended<NotDeployed> => !isDeployed(outcome);

/**
 * Records how deployments ended, each of another app or environment, and with it what runs now, what that means for
 * holds, and what becomes of those that wait behind them. Returns the ids of all that ended.
 */
export async function completeAll(
  database: Database,
  outcomes: readonly Ended[],
  epoch: number,
  now: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < outcomes.length; at += TOGETHER) {
    const some = outcomes.slice(at, at + TOGETHER);
    ids.push(...(await database.transaction((tables) => completeTogether(tables, some, epoch, now))));
  }
  return ids;
}

async function completeTogether(
  tables: Tables,
  outcomes: readonly Ended[],
  epoch: number,
  now: number,
): Promise<string[]> {
  await tables.apps.lockAll([...new Set(outcomes.map(({ deployment }) => deployment.app))]);
  const ids = await completeDeployed(tables, outcomes.filter(isDeployed), epoch, now);
  for (const outcome of outcomes.filter(isNotDeployed))
    ids.push(...(await completeOther(tables, outcome, epoch, now)));
  return ids;
}

/** One statement of each kind for all of them: there may be hundreds, and others wait. */
async function completeDeployed(
  tables: Tables,
  outcomes: readonly Ended<DeployedEnding>[],
  epoch: number,
  now: number,
): Promise<string[]> {
  if (outcomes.length === 0) return [];
  const { deployments, holds, runningVersions } = tables;
  const endings = outcomes.map(({ deployment: { id }, ending }) => ({ id, ending }));
  const ended = await deployments.endDeployed(endings, epoch, now);
  if (ended.size === 0) return [];
  const behind = await deployments.supersedeBehind([...ended], now);
  // One that was found in the repository's history only after a later one had gone on from there is not what runs.
  const overtaken = await deployments.overtaken([...ended]);
  const running = outcomes.filter(({ deployment: { id } }) => ended.has(id) && !overtaken.has(id));
  const apps = running.map(({ deployment }) => deployment.app);
  const before = new Map((await runningVersions.ofApps(apps)).map((one) => [placeOf(one), one.versionUid]));
  await putRunning(tables, running, now);
  const held = new Set((await holds.ofApps(apps)).map(placeOf));
  for (const { deployment, ending } of running) {
    const endedWith = behind.filter(({ supersededBy }) => supersededBy === deployment.id).map(({ id }) => id);
    const place = placeOf(deployment);
    if (held.has(place) || goesBack(ending.kind))
      await holdOnEnd(tables, deployment, ending, { runningBefore: before.get(place), ended: endedWith });
  }
  return [...ended, ...behind.map(({ id }) => id)];
}

const placeOf = ({ environment, app }: { environment: string; app: string }) => `${environment} ${app}`;

async function completeOther(
  tables: Tables,
  { deployment, ending }: Ended<NotDeployed>,
  epoch: number,
  now: number,
): Promise<string[]> {
  if (!(await tables.deployments.end(deployment.id, epoch, ending, now))) return [];
  const concernsAll = ending.status === "failed" && REPOSITORY_FAILURES.includes(ending.failure.code);
  const ended = concernsAll ? await tables.deployments.endBehind(deployment, ending, now) : [];
  await holdOnEnd(tables, deployment, ending, { runningBefore: undefined, ended });
  return [deployment.id, ...ended];
}

async function putRunning(
  { runningVersions, runningObjects, versions }: Tables,
  outcomes: readonly Ended<DeployedEnding>[],
  now: number,
): Promise<void> {
  const views = await versions.objects(outcomes.flatMap(({ deployment }) => deployment.versionUid ?? []));
  const put = [];
  const owned = [];
  for (const { deployment, ending } of outcomes) {
    const { repository, app, environment, versionUid, version, id: deploymentId } = deployment;
    const { commit, tree, namespace } = ending;
    const owner = { repository, environment, app };
    if (versionUid === undefined || version === undefined || tree === undefined) {
      await runningVersions.remove(repository, environment, app);
      owned.push({ owner, objects: [] });
      continue;
    }
    put.push({ ...owner, versionUid, version, deploymentId, commit, tree, deployedAt: now });
    owned.push({ owner, objects: objectsIn(views.get(versionUid) ?? [], environment, namespace) });
  }
  await runningVersions.put(put);
  await runningObjects.replace(owned);
}
