import { setTimeout as sleep } from "node:timers/promises";

/** Resolves to what `look` finds. Fails after so many seconds without: no promise about time, but an end to waiting. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  seconds = 60,
): Promise<T> {
  const givenUpAt = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > givenUpAt) throw new Error(`After ${seconds} seconds still not: ${what}.`);
    await sleep(20);
  }
}
