import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createBell } from "./bell.ts";
import type { Database } from "./database/database.ts";
import type { Deployment, Ending } from "./database/deployments.ts";
import { completeAll } from "./domain/deployments/complete.ts";
import { deployBatch, type Outcome, type Step, type Undecided } from "./domain/deployments/deploy.ts";
import type { Ends } from "./domain/deployments/ends.ts";
import type { Ledgers } from "./domain/deployments/ledgers.ts";
import { recover } from "./domain/deployments/recover.ts";
import { DomainError } from "./domain/errors.ts";
import type { BlobStore, GitopsRepository } from "./domain/ports.ts";
import { releaseFiles } from "./lean-memory.ts";
import type { Metrics } from "./metrics.ts";
import { createWriterLease } from "./writer-lease.ts";

/** What one batch may be; its files are in memory all at once. */
const BATCH = { deployments: 500, bytes: 12 * 1024 * 1024 };
const POLL = 1000;

export interface Worker {
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
  /** Whether nobody else can be writing. */
  alone: boolean;
  ledgers: Ledgers;
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
  const { database, repository, alone, metrics } = tools;
  const bell = createBell();
  database.signals.listen(({ kind }) => kind === "queued" && bell.ring());
  const lease = createWriterLease({
    leases: database.writerLeases,
    repository,
    alone,
    onTaken(epoch) {
      metrics.leaseChanges.inc();
      log.info({ epoch }, "this smithd writes to the GitOps repository");
    },
  });

  let stopping = false;
  const isStopping = () => stopping;
  /** Resolves to whether there was something to do. Where nothing is, nothing is committed, not even that a lease goes on. */
  const turn = async () => {
    if (!(await database.deployments.anyOpen(repository))) return false;
    const epoch = await lease.hold();
    return epoch !== undefined && (await lease.during(() => writeNext(tools, epoch, isStopping)));
  };
  const run = async () => {
    while (!stopping) if (!(await attempt(tools, turn))) await bell.wait(POLL);
    await attempt(tools, async () => {
      await lease.release();
      database.signals.send({ kind: "queued" });
    });
  };

  const finished = run();
  return {
    stop() {
      stopping = true;
      bell.ring();
      const givenUp = sleep(tools.finishWithin, undefined, { ref: false });
      // Whatever it still meets is the end of what it works with.
      return Promise.race([finished, givenUp.then(() => void (log.level = "silent"))]);
    },
  };
}

/** What was left behind, and one claim, each written to its end. Resolves to whether there was something to write. */
async function writeNext(tools: Tools, epoch: number, isStopping: () => boolean): Promise<boolean> {
  const { database, repository, now } = tools;
  await recoverLeftBehind(tools, epoch, isStopping);
  if (isStopping()) return false;
  const batch = await database.deployments.claim(repository, BATCH, epoch, now());
  if (batch.length === 0) return false;
  await writeBatch(tools, batch, epoch, isStopping);
  return true;
}

/** While the remote cannot be asked, what is new still gets its answer. */
async function recoverLeftBehind(tools: Tools, epoch: number, isStopping: () => boolean): Promise<void> {
  const { database, repository, ends } = tools;
  const leftBehind = await database.deployments.leftBehind(repository, epoch);
  if (leftBehind.length === 0) return;
  try {
    const open = await recover({ ...tools, announce: ends.announce }, leftBehind, epoch);
    if (open.length > 0) await writeBatch(tools, open, epoch, isStopping);
  } catch (error) {
    tools.log.warn({ err: error }, "deployments cannot be decided yet");
    if (!(error instanceof DomainError)) return;
    const stalledBy = { code: error.code, detail: error.message };
    const ending = { status: "undecided", stalledBy } as const;
    await stall(
      tools,
      leftBehind.map((deployment) => ({ deployment, ending })),
      epoch,
    );
  }
}

async function writeBatch(
  tools: Tools,
  batch: Deployment[],
  epoch: number,
  isStopping: () => boolean,
): Promise<void> {
  const { database, log, metrics, now } = tools;
  // Where it cannot be read, neither can anything be written, and that is said of each deployment.
  await attempt(tools, () => tools.ledgers.fill(batch.map(({ environment }) => environment)));
  const startedAt = performance.now();
  const outcomes: Outcome[] = [];
  const steps: Partial<Record<Step | "record", number>> = {};
  const step = async <T>(name: Step | "record", work: () => Promise<T>): Promise<T> => {
    const begunAt = performance.now();
    try {
      return await work();
    } finally {
      const milliseconds = performance.now() - begunAt;
      steps[name] = Math.round((steps[name] ?? 0) + milliseconds);
      metrics.stepSeconds.observe({ step: name }, milliseconds / 1000);
    }
  };
  const deployments = deployBatch(
    {
      ...tools,
      tables: database,
      step,
      storeCommits: (written) => database.deployments.storeCommits(written, epoch, now()),
      onFault: (failed, error) =>
        log.error({ err: error, deployments: failed.map(({ id }) => id) }, "a fault of ours"),
      isStopping,
    },
    batch,
  );
  for await (const some of deployments) {
    outcomes.push(...some);
    await step("record", () => record(tools, some, epoch));
  }
  releaseFiles();
  metrics.batchSize.observe(batch.length);
  metrics.batchSeconds.observe((performance.now() - startedAt) / 1000);
  const milliseconds = Math.round(performance.now() - startedAt);
  log.info({ batch: outcomes.map(described), milliseconds, steps }, "batch ended");
}

const described = ({ deployment: { id, app, environment, version }, ending }: Outcome) => ({
  ...{ id, app, environment, version },
  ...ending,
});

async function record(tools: Tools, outcomes: Outcome[], epoch: number): Promise<void> {
  const { database, repository, ends, metrics, now } = tools;
  const decided = outcomes.filter((outcome): outcome is Outcome & { ending: Ending } => isDecided(outcome));
  const ids = await completeAll(database, decided, epoch, now());
  // Others start from there where they have no mirror of their own.
  ends.announce(ids);
  const head = decided.findLast(({ ending }) => ending.status === "deployed" && ending.changed);
  if (head?.ending.status === "deployed") await database.branches.setHead(repository, head.ending.commit);
  for (const { ending } of decided) metrics.deployments.inc({ outcome: ending.status });
  metrics.deployments.inc({ outcome: "superseded" }, Math.max(0, ids.length - decided.length));
  await stall(
    tools,
    outcomes.filter((outcome) => !isDecided(outcome)),
    epoch,
  );
}

const isDecided = ({ ending }: Outcome) => ending.status !== "undecided";

/** What is not decided stays `writing`, and whoever waits for it hears why. */
async function stall(
  { database, ends, metrics, now }: Tools,
  outcomes: Outcome[],
  epoch: number,
): Promise<void> {
  for (const { deployment, ending } of outcomes) {
    metrics.deployments.inc({ outcome: "undecided" });
    const { stalledBy } = ending as Undecided;
    if (stalledBy && (await database.deployments.stall(deployment.id, epoch, stalledBy, now())))
      ends.announce([deployment.id]);
  }
}

/** A fault is logged, and the next turn tries again. */
async function attempt<T>(tools: Tools, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    tools.log.warn({ err: error }, "the worker could not go on and tries again");
    return undefined;
  }
}
