import { setTimeout as sleep } from "node:timers/promises";
import { createBell } from "./bell.ts";
import { writeNext, type WriterTools } from "./writer.ts";
import { createWriterLease } from "./writer-lease.ts";

const POLL = 1000;

export interface Worker {
  /**
   * Claims nothing more from this moment, ends what is being written and lets another take over. What takes longer than
   * `finishWithin` is left for the next start to find.
   */
  stop(): Promise<void>;
}

interface Tools extends WriterTools {
  /** Whether nobody else can be writing. */
  alone: boolean;
  /** Milliseconds that a batch may go on once smithd stops. */
  finishWithin: number;
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

/** A fault is logged, and the next turn tries again. */
async function attempt<T>({ log }: Pick<Tools, "log">, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.warn({ err: error }, "the worker could not go on and tries again");
    return undefined;
  }
}
