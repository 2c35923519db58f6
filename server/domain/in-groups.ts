/** What became of one item of a group. */
export type Settled<Result> = { result: Result } | { error: unknown };

/** The same, which may only become known later than what became of the rest. */
export type Settling<Result> = Settled<Result> | Promise<Settled<Result>>;

interface Group<Item, Result> {
  /** Items at the most. */
  limit: number;
  /** Two of the same name are never in one group. Absent where any may be. */
  nameOf?: (item: Item) => string;
  /**
   * What becomes of each, in the same order; where it rejects, that is what becomes of all. The next group does not wait for
   * what only becomes known later.
   */
  work: (items: Item[]) => Promise<Settling<Result>[]>;
}

interface Waiting<Item, Result> {
  item: Item;
  settle: (settled: Settling<Result>) => void;
}

/**
 * Does together what is asked for one by one: whatever arrives while one group is worked on makes the next, in the order of
 * arrival. So nobody waits for company, and under load one piece of work does for many.
 */
export function inGroups<Item, Result>(group: Group<Item, Result>): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isWorking = false;

  const take = () => {
    const names = new Set<unknown>();
    const { taken = [], left = [] } = Object.groupBy(waiting, ({ item }) => {
      const name = group.nameOf?.(item) ?? Symbol();
      if (names.has(name) || names.size >= group.limit) return "left";
      names.add(name);
      return "taken";
    });
    waiting = left;
    return taken;
  };
  const run = async () => {
    isWorking = true;
    while (waiting.length > 0) {
      const taken = take();
      const settled = await settleAll(
        group,
        taken.map(({ item }) => item),
      );
      taken.forEach(({ settle }, index) => settle(settled[index]!));
    }
    isWorking = false;
  };
  return async (item) => {
    const settled = await new Promise<Settled<Result>>((settle) => {
      waiting.push({ item, settle });
      if (!isWorking) void run();
    });
    if ("error" in settled) throw settled.error;
    return settled.result;
  };
}

async function settleAll<Item, Result>(
  { work }: Group<Item, Result>,
  items: Item[],
): Promise<Settling<Result>[]> {
  try {
    const settled = await work(items);
    return items.map((_, index) => settled[index] ?? { error: new Error("One of a group was forgotten.") });
  } catch (error) {
    return items.map(() => ({ error }));
  }
}
