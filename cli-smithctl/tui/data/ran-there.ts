import type { Deployment } from "../../../generated/api.ts";
import type { Client } from "../../../generated/client.ts";
import { keepReading } from "./keep-current.ts";
import type { Session } from "./session.ts";
import type { Trouble } from "./trouble.ts";

/** A version that ran in an environment before the one that runs there now. */
export interface Earlier {
  version: string;
  /** When it was deployed last, and by whom. */
  deployedAt: string;
  deployedBy: string;
  message?: string;
  /** Whether a rollback that names none goes here. */
  isUsual: boolean;
}

export interface RanThere {
  running?: string | undefined;
  /** The last one first; absent until it is known. */
  earlier?: readonly Earlier[];
  trouble?: Trouble;
}

/** How far back is looked; who wants to go further names a version. */
const LOOKED_AT = 100;
/** Of so many it is said what they are. */
const DESCRIBED = 10;

/** What ran in an environment, for going back to. */
export const ranThere = (
  { client, feed }: Session,
  { app, environment }: { app: string; environment: string },
  signal: AbortSignal,
): AsyncGenerator<RanThere> => {
  const read = () => readEarlier(client, app, environment);
  return keepReading<RanThere>(feed, signal, {
    initial: {},
    read,
    concerns: (event) => event.app === app,
  });
};

async function* readEarlier(client: Client, app: string, environment: string): AsyncGenerator<RanThere> {
  const query = { app, environment, status: "deployed" as const, limit: LOOKED_AT };
  const [view, { items }] = await Promise.all([
    client.appView({ path: { app } }),
    client.deploymentList({ query }),
  ]);
  const place = view.environments.find((one) => one.environment === environment);
  const earlier = distinct(items, place?.version).map(
    ({ version, finishedAt, createdAt, requestedBy }): Earlier => ({
      version: version!,
      deployedAt: finishedAt ?? createdAt,
      deployedBy: requestedBy,
      isUsual: version === place?.rollbackTo,
    }),
  );
  yield { running: place?.version, earlier };
  yield { running: place?.version, earlier: await withMessages(client, app, earlier) };
}

/** Each version once, where it was deployed last; neither the one that runs nor removals. */
function distinct(deployments: readonly Deployment[], running: string | undefined): Deployment[] {
  const seen = new Set([running, undefined]);
  return deployments.filter(({ version, changed }) => {
    if (changed === false || seen.has(version)) return false;
    seen.add(version);
    return true;
  });
}

function withMessages(client: Client, app: string, earlier: readonly Earlier[]): Promise<Earlier[]> {
  return Promise.all(
    earlier.map(async (one, index) => {
      if (index >= DESCRIBED) return one;
      // Without its message it can be gone back to all the same.
      const view = await client.versionView({ path: { app, version: one.version } }).catch(() => undefined);
      const message = view?.metadata?.git.message;
      return message === undefined ? one : { ...one, message };
    }),
  );
}
