/** Hands on what was put, in order; what is put while the taker is busy is merged with what waits. */
export interface Inbox<Item> extends AsyncIterable<Item> {
  put: (item: Item) => void;
}

/** Ends, for its taker, when the signal is aborted. */
export function createInbox<Item>(
  merge: (waiting: Item, next: Item) => Item,
  signal: AbortSignal,
): Inbox<Item> {
  let waiting: { item: Item } | undefined;
  let wake: (() => void) | undefined;
  signal.addEventListener("abort", () => wake?.(), { once: true });
  return {
    put(item) {
      waiting = { item: waiting ? merge(waiting.item, item) : item };
      wake?.();
    },
    async *[Symbol.asyncIterator]() {
      while (!signal.aborted) {
        if (!waiting) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        const { item } = waiting;
        waiting = undefined;
        yield item;
      }
    },
  };
}
