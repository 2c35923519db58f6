import { createAttempts } from "./attempts.ts";
import {
  countOf,
  heldAround,
  isComplete,
  mended,
  missingPage,
  nothingHeld,
  pageOf,
  withLast,
  withoutFar,
  withPage,
  type Held,
  type Page,
} from "./held-pages.ts";
import { createInbox } from "./inbox.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** What is known of a list that is too long to be read as a whole. */
export interface Listed<Item> {
  /** The rows around the wanted one, without a gap. */
  items: readonly Item[];
  /** Which row of the list the first of them is. */
  first: number;
  /** How many rows were read until now. */
  count: number;
  /** Whether the list has no more than these. */
  isComplete: boolean;
  trouble?: Trouble | undefined;
}

/** How much of a list is known. */
export type Extent = Pick<Listed<unknown>, "count" | "isComplete">;

export interface PagedList<Item> {
  /** Says which row is looked at: what is around it is read, and what is far from it is forgotten. */
  want: (row: number) => void;
  /** Reads the top again, and the other pages that are held where they have an item that changed. */
  refresh: (hasChanged: (item: Item) => boolean) => void;
  states: (signal: AbortSignal) => AsyncGenerator<Listed<Item>, void>;
}

export type FetchPage<Item> = (query: { limit: number; cursor?: string }) => Promise<Page<Item>>;

const PAGE = 100;
/** Rows above and below the wanted one that are there before they are looked at. */
const AHEAD = 100;
/** Pages that are held on either side of the wanted one. */
const NEAR = 10;
/** The most that smithd gives at once. */
const MOST_READ = 200;
/** A top that has grown longer than this is begun anew. */
const LONGEST_TOP = 1000;

/** A list that is read page by page as one moves in it, newest first. It holds some 2,000 rows, however long it is. */
export function openPages<Item extends { id: string }>(fetchPage: FetchPage<Item>): PagedList<Item> {
  let held: Held<Item> = nothingHeld;
  let wanted = 0;
  /** Pages that are held and may have changed. */
  const stale = new Set<number>();
  let wake = () => {};

  const read = (number: number, limit: number) => {
    const cursor = held.cursors[number];
    return fetchPage({ limit, ...(cursor !== undefined && { cursor }) });
  };
  const readFirst = async (number: number) => {
    const page = await read(number, held.lengths[number] ?? PAGE);
    held = withoutFar(withPage(held, number, page), wanted, NEAR);
    stale.delete(number);
  };
  const readAgain = async (number: number) => {
    const known = held.pages.get(number) ?? [];
    const page = await read(number, Math.min(MOST_READ, Math.max(PAGE, known.length)));
    const items = mended(known, page.items);
    stale.delete(number);
    if (page.nextCursor === undefined) held = withLast(held, number, page.items);
    else if (number === 0 && (!items || items.length > LONGEST_TOP)) held = withPage(nothingHeld, 0, page);
    else held = withPage(held, number, { items: items ?? [] });
  };
  /** Does what is most urgent; false where nothing is to be done. */
  const step = async (): Promise<boolean> => {
    const missing = missingPage(held, wanted, wanted) ?? missingPage(held, wanted - AHEAD, wanted + AHEAD);
    if (missing !== undefined) await readFirst(missing);
    else {
      const changed = [...stale].find((number) => held.pages.has(number));
      if (changed === undefined) return false;
      await readAgain(changed);
    }
    return true;
  };
  const listed = (): Listed<Item> => ({
    ...heldAround(held, pageOf(held, wanted)),
    count: countOf(held),
    isComplete: isComplete(held),
  });

  return {
    want(row) {
      if (row === wanted) return;
      wanted = row;
      wake();
    },
    refresh(hasChanged) {
      for (const [number, items] of held.pages) if (number === 0 || items.some(hasChanged)) stale.add(number);
      wake();
    },
    async *states(signal) {
      const inbox = createInbox<"work">(() => "work", signal);
      wake = () => inbox.put("work");
      wake();
      const attempts = createAttempts(wake);
      let last = listed();
      const calls = inbox[Symbol.asyncIterator]();
      while (!(await calls.next()).done) {
        attempts.begin();
        try {
          while (await step()) yield (last = listed());
          attempts.succeeded();
          if (last.trouble || !isWithin(last, wanted)) yield (last = listed());
        } catch (error) {
          if (signal.aborted) return;
          const trouble = troubleOf(error);
          if (!trouble.isLogin) attempts.failed();
          yield (last = { ...listed(), trouble });
        }
      }
    },
  };
}

const isWithin = ({ first, items }: Listed<unknown>, row: number) =>
  row >= first && row < first + items.length;
