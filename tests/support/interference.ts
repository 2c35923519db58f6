import { DomainError } from "../../server/domain/errors.ts";
import type { CommitPlan, GitopsRepository } from "../../server/domain/ports.ts";

/** Stands between smithd and its real repository. */
export interface Interference {
  beforeBuild?: (plans: CommitPlan[]) => Promise<void>;
  push?: (really: () => ReturnType<GitopsRepository["push"]>) => ReturnType<GitopsRepository["push"]>;
  isAway?: boolean;
}

/** A push that was sent and not answered. */
export const unheard = { unknown: new DomainError("gitops-unreachable", "Nothing was heard.") };

/** The repository with whatever `current` says in between. */
export const interfered =
  (current: () => Interference) =>
  (real: GitopsRepository): GitopsRepository => ({
    ...real,
    get syncedAt() {
      return real.syncedAt;
    },
    async sync() {
      if (current().isAway) throw new Error("away");
      return real.sync();
    },
    async build(base, plans) {
      await current().beforeBuild?.(plans);
      return real.build(base, plans);
    },
    push: (commit) => current().push?.(() => real.push(commit)) ?? real.push(commit),
  });

/** Runs `work` while a batch is being built, so that all that it asks for is written in the next one; `blocking` makes that batch. */
export async function inOneBatch<T>(
  interference: Interference,
  blocking: { ask: () => Promise<{ id: string }>; end: (deployment: { id: string }) => Promise<unknown> },
  work: () => Promise<T>,
): Promise<T> {
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const { beforeBuild } = interference;
  interference.beforeBuild = async () => {
    if (beforeBuild) interference.beforeBuild = beforeBuild;
    else delete interference.beforeBuild;
    started.resolve();
    await release.promise;
  };
  const blocker = await blocking.ask();
  await started.promise;
  const result = await work();
  release.resolve();
  await blocking.end(blocker);
  return result;
}
