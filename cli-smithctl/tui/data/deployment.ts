import { pause } from "../../../clients/retry.ts";
import { isFinished } from "../../../clients/wait.ts";
import type { Deployment } from "../../../generated/api.ts";
import { keepCurrent } from "./keep-current.ts";
import type { Session } from "./session.ts";
import type { Trouble } from "./trouble.ts";

export interface DeploymentState {
  deployment?: Deployment;
  trouble?: Trouble;
}

/** Milliseconds between two looks at one that has not ended. */
const LOOK_EVERY = 500;

/** One deployment, until it has ended. */
export const deploymentStates = (
  { client, feed }: Session,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<DeploymentState> => {
  async function* untilEnded() {
    for (;;) {
      const deployment = await client.deploymentView({ path: { deployment: id } });
      yield { deployment };
      if (isFinished(deployment)) return;
      await pause(LOOK_EVERY, signal);
    }
  }
  return keepCurrent<DeploymentState>(feed, signal, {
    initial: {},
    read: untilEnded,
    // While it is under way it is looked at anyway, and afterwards it changes no more.
    mend: async function* () {},
    withTrouble: (known, trouble) => ({ ...known, trouble }),
  });
};
