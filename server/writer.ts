import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { Deployment, Ending } from "./database/deployments.ts";
import { completeAll } from "./domain/deployments/complete.ts";
import {
  deployBatch,
  type Outcome,
  reasonOf,
  type Step,
  type Undecided,
} from "./domain/deployments/deploy.ts";
import type { Ends } from "./domain/deployments/ends.ts";
import type { Ledgers } from "./domain/deployments/ledgers.ts";
import { recover } from "./domain/deployments/recover.ts";
import type { BlobStore, GitopsRepository } from "./domain/ports.ts";
import { afterBatch, beforeBatch } from "./lean-memory.ts";
import type { Metrics } from "./metrics.ts";

/** What one batch may be; its files are in memory all at once. */
const BATCH = { deployments: 500, bytes: 12 * 1024 * 1024 };

export interface WriterTools {
  database: Database;
  blobs: BlobStore;
  gitops: GitopsRepository;
  repository: string;
  fluxSetsNamespace: boolean;
  ledgers: Ledgers;
  /** Hears of every deployment that ends here. */
  ends: Pick<Ends, "announce">;
  metrics: Metrics;
  log: Logger;
  now: () => number;
}

/**
 * Writes what was left behind, and then one claim, each to its end, under an epoch of the writer's lease. Resolves to
 * whether it got anywhere: where nothing can be decided, trying again at once would only keep everybody busy.
 */
export async function writeNext(
  tools: WriterTools,
  epoch: number,
  isStopping: () => boolean,
): Promise<boolean> {
  const { database, repository, now } = tools;
  await recoverLeftBehind(tools, epoch, isStopping);
  if (isStopping()) return false;
  const batch = await database.deployments.claim(repository, BATCH, epoch, now());
  if (batch.length === 0) return false;
  return writeBatch(tools, batch, epoch, isStopping);
}

/** While the remote cannot be asked, what is new still gets its answer. */
async function recoverLeftBehind(
  tools: WriterTools,
  epoch: number,
  isStopping: () => boolean,
): Promise<void> {
  const { database, repository, ends } = tools;
  const leftBehind = await database.deployments.leftBehind(repository, epoch);
  if (leftBehind.length === 0) return;
  try {
    const open = await recover({ ...tools, announce: ends.announce }, leftBehind, epoch);
    if (open.length > 0) await writeBatch(tools, open, epoch, isStopping);
  } catch (error) {
    const deployments = leftBehind.map(({ id }) => id);
    tools.log.warn({ err: error, deployments }, "deployments cannot be decided yet");
    const ending = { status: "undecided", stalledBy: reasonOf(error) } as const;
    await stall(
      tools,
      leftBehind.map((deployment) => ({ deployment, ending })),
      epoch,
    );
  }
}

async function writeBatch(
  tools: WriterTools,
  batch: Deployment[],
  epoch: number,
  isStopping: () => boolean,
): Promise<boolean> {
  const { database, log, metrics, now } = tools;
  beforeBatch();
  // Where it cannot be read, neither can anything be written, and that is said of each deployment.
  await tools.ledgers
    .fill(batch.map(({ environment }) => environment))
    .catch((error: unknown) => log.warn({ err: error }, "what lies in an environment cannot be read"));
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
  afterBatch(batch.length);
  metrics.batchSize.observe(batch.length);
  metrics.batchSeconds.observe((performance.now() - startedAt) / 1000);
  const milliseconds = Math.round(performance.now() - startedAt);
  log.info({ batch: outcomes.map(described), milliseconds, steps }, "batch ended");
  return outcomes.some(isDecided);
}

const described = ({ deployment: { id, app, environment, version }, ending }: Outcome) => ({
  ...{ id, app, environment, version },
  ...ending,
});

async function record(tools: WriterTools, outcomes: Outcome[], epoch: number): Promise<void> {
  const { database, repository, ends, metrics, now } = tools;
  const decided = outcomes.filter(isDecided);
  const ids = await completeAll(database, decided, epoch, now());
  ends.announce(ids);
  const commits = decided.flatMap(({ ending }) =>
    ending.status === "deployed" && ending.changed ? [ending.commit] : [],
  );
  const head = commits.at(-1);
  // Others start from there where they have no mirror of their own.
  if (head !== undefined) await database.branches.setHead(repository, head);
  for (const { ending } of decided) metrics.deployments.inc({ outcome: ending.status });
  metrics.deployments.inc({ outcome: "superseded" }, Math.max(0, ids.length - decided.length));
  await stall(tools, outcomes.filter(isUndecided), epoch);
}

const isUndecided = (outcome: Outcome): outcome is Outcome<Undecided> =>
  outcome.ending.status === "undecided";
const isDecided = (outcome: Outcome): outcome is Outcome<Ending> => !isUndecided(outcome);

/** What is not decided stays `writing`, and whoever waits for it hears why. */
async function stall(
  { database, ends, metrics, now }: WriterTools,
  outcomes: Outcome<Undecided>[],
  epoch: number,
): Promise<void> {
  for (const {
    deployment,
    ending: { stalledBy },
  } of outcomes) {
    metrics.deployments.inc({ outcome: "undecided" });
    if (stalledBy && (await database.deployments.stall(deployment.id, epoch, stalledBy, now())))
      ends.announce([deployment.id]);
  }
}
