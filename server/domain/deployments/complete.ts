import type { Database } from "../../database/database.ts";
import type { Deployment, Ending } from "../../database/deployments.ts";
import { holdOf } from "./request.ts";

/** Records how a deployment ended, and with it what runs now and what that means for holds, in one transaction. */
export async function complete(
  database: Database,
  deployment: Deployment,
  ending: Ending,
  epoch: number,
  now: number,
): Promise<void> {
  await database.transaction(async (tables) => {
    if (!(await tables.deployments.end(deployment.id, epoch, ending, now))) return;
    if (ending.status !== "deployed") return;
    const { repository, app, environment, versionUid, version, id } = deployment;
    await tables.runningVersions.put({
      repository,
      environment,
      app,
      versionUid,
      version,
      deploymentId: id,
      commit: ending.commit,
      deployedAt: now,
    });
    if (ending.kind === "rollback") await tables.holds.set(holdOf(deployment, now));
    // A person who deploys something newer has decided; the hold has served.
    if (ending.kind === "manual") await tables.holds.release(app, environment);
  });
}
