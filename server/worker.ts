import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { Deployment } from "./database/deployments.ts";
import { complete } from "./domain/deployments/complete.ts";
import { deployBatch, type Outcome } from "./domain/deployments/deploy.ts";
import type { Ends } from "./domain/deployments/ends.ts";
import { recover } from "./domain/deployments/recover.ts";
import { newId } from "./domain/new-id.ts";
import type { BlobStore, GitopsRepository } from "./domain/ports.ts";
import { releaseFiles } from "./lean-memory.ts";
import type { Metrics } from "./metrics.ts";

/** What one batch may be; its files are in memory all at once. */
const BATCH = { deployments: 100, bytes: 12 * 1024 * 1024 };
const POLL = 1000;
const LEASE = 9000;
const HEARTBEAT = 3000;

export interface Worker {
  /** Says that something was queued. */
  nudge(): void;
  /**
   * Claims nothing more from this moment, ends what is being written and lets another take over. What takes longer than
   * `finishWithin` is left for the next start to find.
   */
  stop(): Promise<void>;
}

interface Tools {
  database: Database;
  blobs: BlobStore;
  gitops: GitopsRepository;
  repository: string;
  fluxSetsNamespace: boolean;
  /** Whether nobody else can be writing, so that a lease that a killed process left is taken at once. */
  alone: boolean;
  /** Hears of every deployment that ends here. */
  ends: Pick<Ends, "announce">;
  metrics: Metrics;
  log: Logger;
  /** Milliseconds that a batch may go on once smithd stops. */
  finishWithin: number;
  now: () => number;
}

/** Takes queued deployments in batches and writes them, one batch at a time, for as long as it holds the repository's lease. */
export function startWorker(given: Tools): Worker {
  const log = given.log.child({});
  const tools = { ...given, log };
  const holder = newId();
  const bell = createBell();
  let stopping = false;
  let alone = tools.alone;

  const acquire = async () => {
    const now = tools.now();
    const epoch = await tools.database.writerLeases.acquire(
      tools.repository,
      holder,
      alone ? Number.MAX_SAFE_INTEGER : now,
      now + LEASE,
    );
    alone = false;
    return epoch;
  };

  const isStopping = () => stopping;
  const run = async () => {
    while (!stopping) {
      const busy = await attempt(tools, () => turn(tools, acquire, isStopping));
      if (!busy) await bell.wait(POLL);
    }
    await attempt(tools, async () => {
      await tools.database.writerLeases.release(tools.repository, holder);
      return false;
    });
  };

  const finished = run();
  return {
    nudge: bell.ring,
    stop() {
      stopping = true;
      bell.ring();
      const givenUp = sleep(tools.finishWithin, undefined, { ref: false });
      // Whatever it still meets is the end of what it works with.
      return Promise.race([finished, givenUp.then(() => void (log.level = "silent"))]);
    },
  };
}

/** Resolves to whether there was something to do. Where nothing is, nothing is committed, not even that a lease goes on. */
async function turn(
  tools: Tools,
  acquire: () => Promise<number | undefined>,
  isStopping: () => boolean,
): Promise<boolean> {
  if (!(await tools.database.deployments.anyOpen(tools.repository))) return false;
  const epoch = await acquire();
  if (epoch === undefined) return false;
  // The lease is renewed beside the work: a push may take longer than it lasts.
  const heartbeat = setInterval(() => void attempt(tools, async () => !!(await acquire())), HEARTBEAT);
  try {
    return await writeNext(tools, epoch, isStopping);
  } finally {
    clearInterval(heartbeat);
  }
}

/** One claim, written to its end. Resolves to whether there was something to write. */
async function writeNext(tools: Tools, epoch: number, isStopping: () => boolean): Promise<boolean> {
  const { database, repository, now } = tools;
  // While the remote cannot be asked, what is new still gets its answer.
  await attempt(tools, async () => {
    await recover(
      { ...tools, announce: tools.ends.announce },
      await database.deployments.leftBehind(repository, epoch),
      epoch,
    );
    return true;
  });
  if (isStopping()) return false;
  const batch = await database.deployments.claim(repository, BATCH, epoch, now());
  if (batch.length === 0) return false;
  await writeBatch(tools, batch, epoch, isStopping);
  releaseFiles();
  return true;
}

async function writeBatch(
  tools: Tools,
  batch: Deployment[],
  epoch: number,
  isStopping: () => boolean,
): Promise<void> {
  const { database, log, metrics, now } = tools;
  const startedAt = now();
  const outcomes: Outcome[] = [];
  const deployments = deployBatch(
    {
      ...tools,
      tables: database,
      storeCommit: (deployment, written) => database.deployments.storeCommit(deployment.id, epoch, written),
      onFault: (deployments, error) =>
        log.error(
          { err: error, deployments: deployments.map(({ id }) => id) },
          "deployments failed for a fault of ours",
        ),
      isStopping,
    },
    batch,
  );
  for await (const outcome of deployments) {
    outcomes.push(outcome);
    await record(tools, outcome, epoch);
  }
  metrics.batchSize.observe(batch.length);
  metrics.batchSeconds.observe((now() - startedAt) / 1000);
  log.info(
    {
      batch: outcomes.map(({ deployment: { id, app, environment, version }, ending }) => ({
        id,
        app,
        environment,
        version,
        ...(ending === "unknown" ? { status: "unknown" } : ending),
      })),
      milliseconds: now() - startedAt,
    },
    "batch ended",
  );
}

async function record(
  { database, ends, metrics, now }: Tools,
  { deployment, ending }: Outcome,
  epoch: number,
): Promise<void> {
  // What is unknown stays `writing`: the next turn asks the remote.
  if (ending === "unknown") return metrics.deployments.inc({ outcome: "unknown" });
  const behind = await complete(database, deployment, ending, epoch, now());
  ends.announce([deployment.id, ...behind]);
  metrics.deployments.inc({ outcome: ending.status });
  metrics.deployments.inc({ outcome: ending.status === "failed" ? "failed" : "superseded" }, behind.length);
}

/** A fault is logged, and the next turn tries again. */
async function attempt(tools: Tools, work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    tools.log.warn({ err: error }, "the worker could not go on and tries again");
    return false;
  }
}

/** A wait that a ring cuts short; a ring while nobody waits is remembered. */
function createBell() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds: number) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
