/** One page of a list as smithd gives it. */
export interface Page<Item> {
  items: readonly Item[];
  nextCursor?: string;
}

/** What has been read of a list, by pages, and which of it is still held. */
export interface Held<Item> {
  /** What each page is asked for with; one more than were read while the list goes on. */
  cursors: readonly (string | undefined)[];
  /** How many rows each page has, so that rows keep their numbers while pages are forgotten. */
  lengths: readonly number[];
  pages: ReadonlyMap<number, readonly Item[]>;
}

export const nothingHeld: Held<never> = { cursors: [undefined], lengths: [], pages: new Map() };

export const isComplete = ({ cursors, lengths }: Held<unknown>): boolean => cursors.length === lengths.length;

export const countOf = ({ lengths }: Held<unknown>): number =>
  lengths.reduce((sum, length) => sum + length, 0);

/** The page that a row is in; the one after the last where the row is further down. */
export function pageOf({ lengths }: Held<unknown>, row: number): number {
  let first = 0;
  for (const [number, length] of lengths.entries()) if (row < (first += length)) return number;
  return lengths.length;
}

/** Of the pages with rows `from` to `to` the one to be read next; undefined where all of them are held. */
export function missingPage(held: Held<unknown>, from: number, to: number): number | undefined {
  for (let page = pageOf(held, from); page <= pageOf(held, to); page++)
    if (page < held.cursors.length && !held.pages.has(page)) return page;
  return undefined;
}

/** With a page that was read for the first time, or once more after it was forgotten. */
export function withPage<Item>(
  held: Held<Item>,
  number: number,
  { items, nextCursor }: Page<Item>,
): Held<Item> {
  const isNew = number === held.lengths.length;
  return {
    cursors: isNew && nextCursor !== undefined ? [...held.cursors, nextCursor] : held.cursors,
    lengths: isNew ? [...held.lengths, items.length] : held.lengths.with(number, items.length),
    pages: new Map(held.pages).set(number, items),
  };
}

/** With a page that the list ends with, whatever was known to come after it. */
export function withLast<Item>(held: Held<Item>, number: number, items: readonly Item[]): Held<Item> {
  return {
    cursors: held.cursors.slice(0, number + 1),
    lengths: [...held.lengths.slice(0, number), items.length],
    pages: new Map([...held.pages].filter(([other]) => other < number)).set(number, items),
  };
}

/**
 * A page that is held, after it was read again. Reading may have stopped short of its end: what comes after the last row
 * stays as it was. Where it has gone on into the page after it, known rows that it passed are gone. Undefined where they
 * have no row in common.
 */
export function mended<Item extends { id: string }>(
  known: readonly Item[],
  fresh: readonly Item[],
): Item[] | undefined {
  const rows = new Map(known.map(({ id }, row) => [id, row]));
  const last = fresh.findLastIndex(({ id }) => rows.has(id));
  if (last < 0) return undefined;
  const isPassed = last < fresh.length - 1;
  const rest = isPassed ? [] : known.slice(rows.get(fresh[last]!.id)! + 1);
  return [...fresh.slice(0, last + 1), ...rest];
}

/** Without the pages that are far from the one with this row. The first stays, because what is new comes in there. */
export function withoutFar<Item>(held: Held<Item>, row: number, most: number): Held<Item> {
  const here = pageOf(held, row);
  const near = [...held.pages].filter(([number]) => number === 0 || Math.abs(number - here) <= most);
  return near.length === held.pages.size ? held : { ...held, pages: new Map(near) };
}

/** The rows around one as far as they are held without a gap, and which row of the list the first of them is. */
export function heldAround<Item>({ pages, lengths }: Held<Item>, page: number) {
  let start = page;
  while (pages.has(start - 1)) start--;
  const items: Item[] = [];
  for (let number = start; pages.has(number); number++) items.push(...pages.get(number)!);
  return { items, first: lengths.slice(0, start).reduce((sum, length) => sum + length, 0) };
}
