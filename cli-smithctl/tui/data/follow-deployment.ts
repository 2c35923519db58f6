import { pause } from "../../../clients/retry.ts";
import { isFinished, isOutage } from "../../../clients/wait.ts";
import type { Deployment } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export interface Followed {
  deployment: Deployment;
  /** Why nothing newer is known. */
  trouble?: Trouble;
}

/** Milliseconds between two looks: its steps take some tens of milliseconds each. */
const LOOK_EVERY = 250;

/** A deployment as it goes on, until it has ended. Outages are waited out. */
export async function* followDeployment(
  client: Pick<Client, "deploymentView">,
  accepted: Deployment,
  signal: AbortSignal,
): AsyncGenerator<Followed> {
  let deployment = accepted;
  yield { deployment };
  while (!isFinished(deployment)) {
    await pause(LOOK_EVERY, signal);
    try {
      deployment = await client.deploymentView({ path: { deployment: deployment.id } });
      yield { deployment };
    } catch (error) {
      if (signal.aborted || !isOutage(error)) throw error;
      yield { deployment, trouble: troubleOf(error) };
    }
  }
}
