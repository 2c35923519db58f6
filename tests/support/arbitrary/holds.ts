import { relative } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";

const { PROPERTY_SEED: seed, PROPERTY_PATH: path, PROPERTY_RUNS: factor = "1" } = process.env;

/** How long one example may take: beyond it, it counts as hanging. */
const EXAMPLE_MS = 15_000;
/** After this no further example is begun, nor a smaller one looked for. */
const PROPERTY_MS = 60_000 * Number(factor);
/** For `test`: longer than all of that, so that a failure is told by the property and not cut off. */
export const PROPERTY_TIMEOUT = PROPERTY_MS + 2 * EXAMPLE_MS;

interface Effort<T> {
  runs: number;
  /** What once failed: tried first, each time. */
  examples?: T[];
}

/**
 * Tries a property on new examples each time. A failure names the smallest example that was found and what repeats it.
 * PROPERTY_SEED and PROPERTY_PATH repeat one; PROPERTY_RUNS=20 tries twenty times as many, with as much more time.
 */
export async function holds<T>(
  property: fc.IAsyncProperty<T>,
  { runs, examples = [] }: Effort<T>,
): Promise<void> {
  await fc.assert(property, {
    numRuns: runs * Number(factor),
    examples,
    timeout: EXAMPLE_MS,
    interruptAfterTimeLimit: PROPERTY_MS,
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path }),
    asyncReporter: tell,
  });
}

async function tell<T>(details: fc.RunDetails<T>): Promise<void> {
  if (!details.failed) return;
  const { seed, counterexamplePath, errorInstance } = details;
  const { testPath = "", currentTestName = "" } = expect.getState();
  const name = currentTestName.split(" > ").at(-1)!;
  const repeat = `PROPERTY_SEED=${seed} PROPERTY_PATH=${counterexamplePath} npx vitest run ${relative(".", testPath)} -t "${name}"`;
  throw new Error(`${await fc.asyncDefaultReportMessage(details)}\n\nTo repeat it: ${repeat}`, {
    cause: errorInstance,
  });
}
