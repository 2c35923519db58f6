import { isFinished, isOutage } from "../../../clients/wait.ts";
import type { Deployment } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import type { Feed } from "./feed.ts";
import { newsOf } from "./news-of.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export interface Followed {
  deployment: Deployment;
  /** Why nothing newer is known. */
  trouble?: Trouble;
}

interface Source {
  client: Pick<Client, "deploymentView">;
  feed: Feed;
}

/** Milliseconds between two looks while it is young: its steps take some tens of milliseconds each. */
const AT_FIRST = 250;
const YOUNG_FOR = 5000;
/** Events tell of what takes longer; these are for where none come. */
const LATER = 2000;
const STALLED = 5000;

/** A deployment as it goes on, until it has ended. Outages are waited out. */
export async function* followDeployment(
  { client, feed }: Source,
  accepted: Deployment,
  signal: AbortSignal,
): AsyncGenerator<Followed> {
  let deployment = accepted;
  yield { deployment };
  const began = Date.now();
  const news = newsOf(feed, accepted.id, signal);
  try {
    while (!isFinished(deployment)) {
      await news.within(pauseFor(deployment, Date.now() - began));
      try {
        deployment = await client.deploymentView({ path: { deployment: deployment.id } });
        yield { deployment };
      } catch (error) {
        if (signal.aborted || !isOutage(error)) throw error;
        yield { deployment, trouble: troubleOf(error) };
      }
    }
  } finally {
    news.end();
  }
}

function pauseFor({ stalledBy }: Deployment, age: number): number {
  if (stalledBy) return STALLED;
  return age < YOUNG_FOR ? AT_FIRST : LATER;
}
