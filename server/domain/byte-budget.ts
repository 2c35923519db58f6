export interface ByteBudget {
  /** Runs `work` once so many bytes are free, those that came first before. What is larger than all runs alone. */
  within<T>(bytes: number, work: () => Promise<T>): Promise<T>;
}

/** Bounds how many bytes are held in memory at once, whatever number of requests bring them. */
export function createByteBudget(total: number): ByteBudget {
  let free = total;
  const waiting: { share: number; start: () => void }[] = [];
  const startWhatFits = () => {
    while (waiting[0] && waiting[0].share <= free) {
      const { share, start } = waiting.shift()!;
      free -= share;
      start();
    }
  };
  return {
    async within(bytes, work) {
      const share = Math.min(bytes, total);
      await new Promise<void>((resolve) => {
        waiting.push({ share, start: resolve });
        startWhatFits();
      });
      try {
        return await work();
      } finally {
        free += share;
        startWhatFits();
      }
    },
  };
}
