import type { Database } from "./database/database.ts";
import type { EnvironmentDirectory } from "./domain/environments.ts";
import type { BlobStore, GitopsRepository } from "./domain/ports.ts";
import type { Readiness } from "./http/beside.ts";

const PATIENCE = 3000;

interface Tools {
  database: Pick<Database, "ping">;
  blobs: Pick<BlobStore, "check">;
  gitops: Pick<GitopsRepository, "syncedAt">;
  environments: Pick<EnvironmentDirectory, "list">;
  /** What is to be said of the expiry of drafts; absent where smithd sees to it alone. */
  draftExpiry?: () => Promise<string>;
  now: () => number;
}

/** Milliseconds after which a repository that could not be asked counts as away. */
const AWAY_AFTER = 60_000;

/** What /readyz says. Without its repository smithd still takes versions and says why deployments fail, so that does not make it unready. */
export function createReadiness({ database, blobs, gitops, environments, draftExpiry, now }: Tools) {
  let draining = false;
  return {
    drain: () => void (draining = true),
    draining: () => draining,
    async check(): Promise<Readiness> {
      if (draining) return { ready: false, checks: { smithd: "shutting down" } };
      const [databaseState, blobState, gitopsState, expiryState] = await Promise.all([
        probe(() => database.ping()),
        probe(() => blobs.check()),
        probe(async () => {
          await environments.list();
          if (now() - (gitops.syncedAt ?? 0) > AWAY_AFTER) throw new Error("not reached for a minute");
        }),
        draftExpiry && probe(draftExpiry),
      ]);
      return {
        ready: databaseState === "ok" && blobState === "ok",
        checks: {
          ...{ database: databaseState, blobs: blobState, gitops: gitopsState },
          // A warning: what expires late costs storage, and nothing else.
          ...(expiryState !== undefined && { draftExpiry: expiryState }),
        },
      };
    },
  };
}

/** A word, not the error: probes are answered without authentication. */
async function probe(work: () => Promise<string | void>): Promise<string> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve("does not answer"), PATIENCE);
  try {
    return await Promise.race([
      work().then(
        (word) => word ?? "ok",
        () => "unavailable",
      ),
      late.promise,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
