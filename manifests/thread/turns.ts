/**
 * Runs one work at a time, and others beside it for as long as works take longer than `slowMs`: one more for each, at most
 * `most` in all. The others wait, in the order given.
 */
export function turnsUnlessSlow(most: number, slowMs: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  let slow = 0;
  const startWhatMay = () => {
    while (waiting[0] && running < Math.min(most, 1 + slow)) {
      running++;
      waiting.shift()!();
    }
  };
  return async (work) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      startWhatMay();
    });
    let isSlow = false;
    const timer = setTimeout(() => {
      isSlow = true;
      slow++;
      startWhatMay();
    }, slowMs).unref();
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      running--;
      if (isSlow) slow--;
      startWhatMay();
    }
  };
}
