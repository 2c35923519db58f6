import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * When V8 is to give memory back soon, in every thread, instead of keeping it for more garbage. It halves what smithd
 * holds, and makes it slower by a third: right while it starts, which leaves much garbage, and while many bring versions
 * at once.
 */
const MANY = 3;
/** Milliseconds: what the many brought is still deployed, and often they come again. */
const AFTERWARDS = 30_000;

/** Bytes beside the heap that are worth a collection, which takes tens of milliseconds. */
const MUCH = 8 * 1024 * 1024;

/** Only a context that is made after the flag was set knows it. */
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as (how?: object) => void;

/** Milliseconds in which those are answered who wait for what a batch wrote: a collection holds them up. */
const ANSWERED_FIRST = 100;

/** Deployments of one batch that leave V8 with much more room than it needs from then on. */
const BURST = 50;
/** Milliseconds without such a batch after which the burst is over. */
const QUIET = 2000;
/** A tenth of a second in which nothing else happens, for half of what smithd holds. */
const giveBack = () => collectGarbage({ type: "major", execution: "sync", flavor: "last-resort" });

let isStarting = true;
let isLean = true;
let underWay = 0;
let lately: NodeJS.Timeout | undefined;
let written: NodeJS.Timeout | undefined;
let burst: NodeJS.Timeout | undefined;

/** Imported before all else, so that it holds from the beginning. */
setFlags();

export function started(): void {
  isStarting = false;
  settle();
}

/** Does work of which many at once would come to much memory. */
export async function heavy<T>(work: () => Promise<T>): Promise<T> {
  underWay++;
  settle();
  try {
    return await work();
  } finally {
    if (underWay-- === MANY) {
      clearTimeout(lately);
      lately = setTimeout(() => ((lately = undefined), settle()), AFTERWARDS).unref();
    }
    releaseFiles();
  }
}

/**
 * After files were held. V8 sees their memory as no part of its heap, and lets what is no longer used come to tens of MiB
 * before it looks.
 */
function releaseFiles(): void {
  if (isLean && process.memoryUsage().arrayBuffers > MUCH) collectGarbage();
}

/** Before a batch is written: the memory of the one before may not have been given back yet. */
export function beforeBatch(): void {
  if (written === undefined) return;
  clearTimeout(written);
  written = undefined;
  releaseFiles();
}

/** After a batch of so many deployments was written. */
export function afterBatch(deployments: number): void {
  written ??= setTimeout(beforeBatch, ANSWERED_FIRST).unref();
  if (deployments < BURST) return;
  clearTimeout(burst);
  burst = setTimeout(giveBack, QUIET).unref();
}

function settle(): void {
  const wanted = isStarting || underWay >= MANY || lately !== undefined;
  if (wanted === isLean) return;
  isLean = wanted;
  setFlags();
}

function setFlags(): void {
  setFlagsFromString(isLean ? "--memory-saver-mode" : "--no-memory-saver-mode");
  // Room for new objects doubles with their number, and is hardly ever given back.
  setFlagsFromString(`--semi-space-growth-factor=${isLean ? 1 : 2}`);
}
