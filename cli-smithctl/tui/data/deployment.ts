import { isFinished } from "../../../clients/wait.ts";
import type { Deployment } from "../../../generated/api.ts";
import { followDeployment } from "./follow-deployment.ts";
import { keepCurrent } from "./keep-current.ts";
import type { Session } from "./session.ts";
import type { Trouble } from "./trouble.ts";

export interface DeploymentState {
  deployment?: Deployment;
  trouble?: Trouble;
}

/** One deployment, until it has ended. */
export const deploymentStates = (
  { client, feed }: Session,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<DeploymentState> => {
  async function* untilEnded({ deployment: known }: DeploymentState): AsyncGenerator<DeploymentState> {
    // What has ended changes no more.
    if (known && isFinished(known)) return;
    const deployment = await client.deploymentView({ path: { deployment: id } });
    yield* followDeployment({ client, feed }, deployment, signal);
  }
  return keepCurrent<DeploymentState>(feed, signal, {
    initial: {},
    read: untilEnded,
    // While it is under way it is looked at anyway.
    mend: async function* () {},
    withTrouble: (known, trouble) => ({ ...known, trouble }),
  });
};
