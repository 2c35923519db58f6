import type { Database } from "./database/database.ts";
import type { BlobStore, GitopsRepository } from "./domain/ports.ts";
import type { Readiness } from "./http/beside.ts";

const PATIENCE = 3000;

interface Tools {
  database: Pick<Database, "ping">;
  blobs: Pick<BlobStore, "check">;
  gitops: Pick<GitopsRepository, "head">;
}

/** What /readyz says. Without its repository smithd still takes versions and says why deployments fail, so that does not make it unready. */
export function createReadiness({ database, blobs, gitops }: Tools) {
  let draining = false;
  return {
    drain: () => void (draining = true),
    draining: () => draining,
    async check(): Promise<Readiness> {
      if (draining) return { ready: false, checks: { smithd: "shutting down" } };
      const [databaseState, blobState, gitopsState] = await Promise.all([
        probe(() => database.ping()),
        probe(() => blobs.check()),
        probe(() => gitops.head()),
      ]);
      return {
        ready: databaseState === "ok" && blobState === "ok",
        checks: { database: databaseState, blobs: blobState, gitops: gitopsState },
      };
    },
  };
}

/** A word, not the error: probes are answered without authentication. */
async function probe(work: () => Promise<unknown>): Promise<string> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve("does not answer"), PATIENCE);
  try {
    return await Promise.race([
      work().then(
        () => "ok",
        () => "unavailable",
      ),
      late.promise,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
