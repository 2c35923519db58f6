import { setTimeout as sleep } from "node:timers/promises";
import { environmentUnknown } from "./errors.ts";
import { nearMatch } from "./near-match.ts";
import type { DeclaredEnvironment, GitopsRepository } from "./ports.ts";

const FRESH_FOR = 15_000;
/** Milliseconds that a reader waits for a remote that may be away; what the mirror knows is shown then. */
const PATIENCE = 2_000;
/** Milliseconds after which a remote that could not be asked is asked again. */
const RETRY_AFTER = 3_000;

/** What the GitOps repository declares, and what lies in it. */
export interface EnvironmentDirectory {
  /** The commit of which all this tells; at most 15 seconds old while the repository can be reached. */
  head(): Promise<string>;
  /** By name; at most 15 seconds old while the repository can be reached, as it was last seen otherwise. */
  list(): Promise<DeclaredEnvironment[]>;
  /** One of them, as old as in the list. Throws `environment-unknown`. */
  view(name: string): Promise<DeclaredEnvironment>;
  /** As the mirror knows it, however old: whoever writes there finds out. Throws `environment-unknown` with those that are known; asks the repository before it does. */
  require(name: string): Promise<DeclaredEnvironment>;
  /** The apps' folders of an environment by app, each with the id of its tree; as old as the list, or no older than `since` (epoch milliseconds). */
  folders(name: string, since?: number): Promise<ReadonlyMap<string, string>>;
}

export function environmentDirectory(
  gitops: GitopsRepository,
  now: () => number,
  onStale: (error: unknown) => void,
): EnvironmentDirectory {
  let asking: { until: number; answered: Promise<unknown> } | undefined;
  /** An outage of the repository is no reason to hide what the mirror knows, nor to have every reader wait for it. */
  const freshen = async (since: number) => {
    if ((gitops.syncedAt ?? -Infinity) >= since) return;
    if (!asking || asking.until < now()) {
      const done = () => void (asking = undefined);
      const failed = (error: unknown) => {
        asking = { until: now() + RETRY_AFTER, answered: Promise.resolve() };
        onStale(error);
      };
      // One patience for all who ask meanwhile.
      const patience = sleep(PATIENCE, undefined, { ref: false });
      asking = { until: Infinity, answered: Promise.race([gitops.sync().then(done, failed), patience]) };
    }
    await asking.answered;
  };
  const current = async (since = now() - FRESH_FOR) => {
    await freshen(since);
    // An empty mirror asks, and says what is wrong.
    return gitops.head();
  };
  const list = async () => gitops.environments(await current());
  const require = async (name: string) => {
    const known = named(await gitops.environments(await gitops.head()), name);
    if (known) return known;
    const declared = await gitops.environments(await gitops.sync());
    const found = named(declared, name);
    if (found) return found;
    const names = declared.map((environment) => environment.name);
    throw environmentUnknown(name, names, nearMatch(name, names));
  };
  return {
    head: () => current(),
    list,
    view: async (name) => named(await list(), name) ?? require(name),
    require,
    folders: async (name, since) => gitops.entries(await current(since), `environments/${name}/apps`),
  };
}

const named = (environments: DeclaredEnvironment[], name: string) =>
  environments.find((candidate) => candidate.name === name);
