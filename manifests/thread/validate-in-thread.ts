import { Worker } from "node:worker_threads";
import { VERSION_FILE } from "../paths.ts";
import { turnsUnlessSlow } from "./turns.ts";
import type { Verdict, VersionToValidate } from "../validate.ts";

/** Milliseconds for one version. The most hostile 10 MiB that were found take a third of it. */
const PATIENCE = 30_000;
const HEAP_MIB = 512;
/** Most of what a reader makes is garbage at once: more room for it would only be held. */
const YOUNG_MIB = 4;
const THREADS = 2;
/** Milliseconds after which a version counts as slow, and another thread takes on the others. */
const SLOW = 1000;

/** In a bundle every entry lies in one folder, under the name that scripts/build.ts gives it. */
const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./worker.ts" : "./validation-worker.js",
  import.meta.url,
);

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
export function createValidator(patience = PATIENCE): Validator {
  const idle = new Set<Worker>();
  const running = new Set<Worker>();
  const inTurn = turnsUnlessSlow(THREADS, SLOW);
  let closed = false;

  const start = () => {
    const worker = new Worker(ENTRY, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: YOUNG_MIB },
    });
    running.add(worker);
    // What it says after its answer concerns nobody; unheard it would end the process.
    worker.on("error", () => {});
    worker.once("exit", () => (idle.delete(worker), running.delete(worker)));
    return worker;
  };
  const check = async (version: VersionToValidate) => {
    if (closed) throw new Error("the validator is closed");
    const [worker = start()] = idle;
    idle.delete(worker);
    worker.ref();
    try {
      const verdict = await answerOf(worker, version, patience);
      // A thread that waits for work keeps no program alive.
      worker.unref();
      idle.add(worker);
      return verdict;
    } catch (error) {
      await worker.terminate();
      if (error instanceof TooMuch) return tooMuch(error.message);
      throw error;
    }
  };
  return {
    validate: (version) => inTurn(() => check(version)),
    async close() {
      closed = true;
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

/** Why a version was given up, as a sentence. */
class TooMuch extends Error {}

function answerOf(worker: Worker, version: VersionToValidate, patience: number): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    };
    const onMessage = (verdict: Verdict) => (settle(), resolve(verdict));
    const onError = (error: NodeJS.ErrnoException) => {
      settle();
      const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      reject(isMemory ? new TooMuch(`Checking them took more than ${HEAP_MIB} MiB of memory.`) : error);
    };
    const onExit = (code: number) => onError(new Error(`the validation thread ended with ${code}`));
    const timer = setTimeout(() => {
      settle();
      reject(new TooMuch(`Checking them took longer than ${patience / 1000} seconds.`));
    }, patience);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage(version);
  });
}

const tooMuch = (why: string): Verdict => ({
  violations: [
    {
      code: "version-too-complex",
      file: VERSION_FILE,
      detail: `The version's files are more than can be checked. ${why} Publish fewer or simpler files.`,
    },
  ],
  warnings: [],
  objects: [],
});
