import { setFlagsFromString } from "node:v8";

/**
 * When V8 is to give memory back soon, in every thread, instead of keeping it for more garbage. It halves what smithd
 * holds, and makes it slower by a third: right while it starts, which leaves much garbage, and while many bring versions
 * at once.
 */
const MANY = 3;
/** Milliseconds: what the many brought is still deployed, and often they come again. */
const AFTERWARDS = 30_000;

let isStarting = true;
let underWay = 0;
let lately: NodeJS.Timeout | undefined;

/** Imported before all else, so that it holds from the beginning. */
setLean(true);

export function started(): void {
  isStarting = false;
  settle();
}

/** Does work of which many at once would come to much memory. */
export async function heavy<T>(work: () => Promise<T>): Promise<T> {
  if (++underWay >= MANY) setLean(true);
  try {
    return await work();
  } finally {
    if (underWay-- === MANY) {
      clearTimeout(lately);
      lately = setTimeout(() => ((lately = undefined), settle()), AFTERWARDS).unref();
    }
  }
}

function settle(): void {
  if (!isStarting && underWay < MANY && lately === undefined) setLean(false);
}

function setLean(isLean: boolean): void {
  setFlagsFromString(isLean ? "--memory-saver-mode" : "--no-memory-saver-mode");
}
