import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Milliseconds after which a program has what it needs to start; what it takes for garbage from then on is not needed. */
const STARTED_AFTER = 1000;

/**
 * A program that draws leaves a megabyte behind with each frame, and V8 takes ever more room for that, young or old. Once
 * it has started it keeps to what it has taken by then.
 */
export function spareMemory(): void {
  setTimeout(() => {
    setFlagsFromString("--semi-space-growth-factor=1");
    // How large the old generation may grow is reckoned from what is left by a collection; until the first it is too much.
    setFlagsFromString("--expose-gc");
    (runInNewContext("gc") as () => void)();
  }, STARTED_AFTER).unref();
}
