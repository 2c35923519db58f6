import type { Database, Tables } from "../../database/database.ts";
import type { Deployment, Ending } from "../../database/deployments.ts";
import { objectsIn } from "../../../manifests/index.ts";
import { holdOnEnd } from "./hold.ts";

/** What fails one deployment because the repository cannot be used at all fails those before it just as well. */
const REPOSITORY_FAILURES = ["gitops-unreachable", "gitops-auth", "gitops-missing-branch"];

/**
 * Records how a deployment ended, and with it what runs now, what that means for holds, and what becomes of those that
 * wait behind it for the same app and environment, in one transaction. Returns the ids of those that ended with it.
 */
export async function complete(
  database: Database,
  deployment: Deployment,
  ending: Ending,
  epoch: number,
  now: number,
): Promise<string[]> {
  return database.transaction(async (tables) => {
    await tables.apps.lock(deployment.app);
    if (!(await tables.deployments.end(deployment.id, epoch, ending, now))) return [];
    const behind = endingBehind(deployment, ending);
    const ended = behind ? await tables.deployments.endBehind(deployment, behind, now) : [];
    // Found in the repository's history by recover.ts after a later one went on from there: what runs is the later one's.
    if (ending.status === "deployed" && (await tables.deployments.successor(deployment))) return ended;
    const { repository, app, environment } = deployment;
    const before = await tables.runningVersions.find(repository, environment, app);
    if (ending.status === "deployed") await putRunning(tables, deployment, ending, now);
    await holdOnEnd(tables, deployment, ending, { runningBefore: before?.versionUid, ended });
    return ended;
  });
}

/** How the earlier ones end, that a batch leaves out; undefined where one failed for itself and the one before it is tried. */
function endingBehind({ id }: Deployment, ending: Ending): Ending | undefined {
  if (ending.status === "deployed") return { status: "superseded", supersededBy: id };
  if (ending.status === "failed" && REPOSITORY_FAILURES.includes(ending.failure.code)) return ending;
  return undefined;
}

async function putRunning(
  { runningVersions, runningObjects, versions }: Tables,
  deployment: Deployment,
  { commit, tree, namespace }: Ending & { status: "deployed" },
  now: number,
): Promise<void> {
  const { repository, app, environment, versionUid, version, id } = deployment;
  if (versionUid === undefined || version === undefined || tree === undefined) {
    await runningVersions.remove(repository, environment, app);
    return runningObjects.replace(deployment, []);
  }
  await runningVersions.put({
    repository,
    environment,
    app,
    versionUid,
    version,
    deploymentId: id,
    commit,
    tree,
    deployedAt: now,
  });
  await runningObjects.replace(
    deployment,
    objectsIn(await versions.objects(versionUid), environment, namespace),
  );
}
