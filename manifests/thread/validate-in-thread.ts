import { Worker } from "node:worker_threads";
import { VERSION_FILE } from "../paths.ts";
import type { Violation } from "../types.ts";
import { turnsUnlessSlow } from "./turns.ts";
import type { ValidationTerms, Verdict, VersionToValidate } from "../validate.ts";
import { ENTRY, NO_FILE, type Task, type WorkerData } from "./worker-data.ts";

/** Milliseconds of a CPU for one file. The most hostile one of 1 MiB that was found takes half of it. */
const CPU_OF_A_FILE = 2000;
/** Milliseconds for one version, however many files it has. */
const PATIENCE = 30_000;
const HEAP_MIB = 512;
/** Most of what a reader makes is garbage at once: more room for it would only be held. */
const YOUNG_MIB = 4;
const THREADS = 2;
/** Milliseconds after which a version counts as slow, and another thread takes on the others. */
const SLOW = 1000;

export interface Validator {
  /**
   * `validateVersion`, with a verdict also for files that keep it busy for too long or fill its memory. The thread gets a
   * copy of the memory that they lie in, with whatever lies beside them.
   */
  validate(version: VersionToValidate): Promise<Verdict>;
  /** Ends the threads. What is being checked, or waits for it, rejects, and so does whatever comes later. */
  close(): Promise<void>;
}

/**
 * Validates in threads of its own, which are ended where a version is too much for them: files come from outside, and no
 * reader of YAML is fast for all of them. One version is checked at a time, and others wait their turn: each thread takes
 * memory of its own. A slow one has them wait no longer.
 */
export function createValidator(
  terms: ValidationTerms = {},
  { patience = PATIENCE, cpuOfAFile = CPU_OF_A_FILE } = {},
): Validator {
  const idle = new Set<Thread>();
  const running = new Set<Thread>();
  const inTurn = turnsUnlessSlow(THREADS, SLOW);
  let closed = false;

  const start = () => {
    const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    progress.fill(NO_FILE);
    const worker = new Worker(ENTRY, {
      workerData: { terms, progress } satisfies WorkerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: YOUNG_MIB },
    });
    const thread = { worker, progress };
    running.add(thread);
    // What it says after its answer concerns nobody; unheard it would end the process.
    worker.on("error", () => {});
    worker.once("exit", () => (idle.delete(thread), running.delete(thread)));
    return thread;
  };
  const check = async (version: VersionToValidate) => {
    if (closed) throw new Error("the validator is closed");
    const [thread = start()] = idle;
    idle.delete(thread);
    thread.worker.ref();
    try {
      const verdict = await answerOf(thread, version, { patience, cpuOfAFile });
      // A thread that waits for work keeps no program alive.
      thread.worker.unref();
      idle.add(thread);
      return verdict;
    } catch (error) {
      await thread.worker.terminate();
      if (error instanceof TooMuch) return error.verdict;
      throw error;
    }
  };
  return {
    validate: (version) => inTurn(() => check(version)),
    async close() {
      closed = true;
      await Promise.all([...running].map(({ worker }) => worker.terminate()));
    },
  };
}

interface Thread {
  worker: Worker;
  /** The index of the file that it reads. */
  progress: Int32Array<SharedArrayBuffer>;
}

interface Limits {
  patience: number;
  cpuOfAFile: number;
}

function answerOf(thread: Thread, version: VersionToValidate, limits: Limits): Promise<Verdict> {
  const { worker } = thread;
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      watch.stop();
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    };
    const onMessage = (verdict: Verdict) => (settle(), resolve(verdict));
    const onError = (error: NodeJS.ErrnoException) => {
      settle();
      const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      reject(isMemory ? versionTooComplex(`more than ${HEAP_MIB} MiB of memory`) : error);
    };
    const onExit = (code: number) => onError(new Error(`the validation thread ended with ${code}`));
    const giveUp = (error: TooMuch) => (settle(), reject(error));
    const timer = setTimeout(
      () => giveUp(versionTooComplex(`longer than ${limits.patience / 1000} seconds`)),
      limits.patience,
    );
    const watch = watchCpu(thread, limits.cpuOfAFile, (index) =>
      giveUp(fileTooComplex(version.files[index]!.path, limits.cpuOfAFile)),
    );
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage({ version } satisfies Task);
  });
}

/** Calls `giveUp` with the index of a file on which the thread has spent more than `most` milliseconds of a CPU. */
function watchCpu({ worker, progress }: Thread, most: number, giveUp: (index: number) => void) {
  let reading: { index: number; since: number } | undefined;
  const look = async () => {
    const { user, system } = await worker.cpuUsage();
    const spent = (user + system) / 1000;
    const index = Atomics.load(progress, 0);
    if (reading?.index !== index) reading = { index, since: spent };
    else if (index !== NO_FILE && spent - reading.since > most) giveUp(index);
  };
  // A thread that is gone has nothing to tell, and others hear of it.
  const interval = setInterval(() => void look().catch(() => {}), most / 10);
  return { stop: () => clearInterval(interval) };
}

/** A version that was given up. */
class TooMuch extends Error {
  readonly verdict: Verdict;

  constructor(violation: Violation) {
    super(violation.detail);
    this.verdict = { violations: [violation], warnings: [], objects: [] };
  }
}

const versionTooComplex = (spent: string) =>
  new TooMuch({
    code: "version-too-complex",
    file: VERSION_FILE,
    detail: `The version's files are more than can be checked: it took ${spent}. Publish fewer or simpler files.`,
  });

const fileTooComplex = (file: string, milliseconds: number) =>
  new TooMuch({
    code: "file-too-complex",
    file,
    detail: `The file is more than can be checked: it took longer than ${milliseconds / 1000} seconds of a CPU. Split or simplify it, or the patterns and rules of the definition that it is held against.`,
  });
