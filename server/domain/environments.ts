import { environmentUnknown } from "./errors.ts";
import { nearMatch } from "./near-match.ts";
import type { DeclaredEnvironment, GitopsRepository } from "./ports.ts";

const FRESH_FOR = 15_000;

/** What environments the GitOps repository declares. */
export interface EnvironmentDirectory {
  /** By name; at most 15 seconds old while the repository can be reached, as it was last seen otherwise. */
  list(): Promise<DeclaredEnvironment[]>;
  /** One of them, as old as in the list. Throws `environment-unknown`. */
  view(name: string): Promise<DeclaredEnvironment>;
  /** As the mirror knows it, however old: whoever writes there finds out. Throws `environment-unknown` with those that are known; asks the repository before it does. */
  require(name: string): Promise<DeclaredEnvironment>;
}

export function environmentDirectory(
  gitops: GitopsRepository,
  now: () => number,
  onStale: (error: unknown) => void,
): EnvironmentDirectory {
  const isFresh = () => gitops.syncedAt !== undefined && now() - gitops.syncedAt < FRESH_FOR;
  const list = async () => {
    if (!isFresh()) await syncOrStayStale();
    return gitops.environments(await gitops.head());
  };
  /** An outage of the repository is no reason to hide what the mirror knows; an empty mirror makes head() say so. */
  const syncOrStayStale = async () => {
    try {
      await gitops.sync();
    } catch (error) {
      onStale(error);
    }
  };
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
    list,
    view: async (name) => named(await list(), name) ?? require(name),
    require,
  };
}

const named = (environments: DeclaredEnvironment[], name: string) =>
  environments.find((candidate) => candidate.name === name);
