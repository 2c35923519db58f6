import { useEffect, useMemo } from "react";
import type { Extent, Listed, PagedList } from "../data/pages.ts";
import { useStates } from "./use-states.ts";
import { useWindow, type ListWindow } from "./use-window.ts";

const unread: Listed<never> = { items: [], first: 0, count: 0, isComplete: false };

interface Pages<Item> {
  /** What is shown: the list before, until something of this one is known. */
  listed: Listed<Item>;
  /** How much of this list is known. */
  extent: Extent;
  list: ListWindow;
  itemAt: (row: number) => Item | undefined;
  /** What keys act on; nothing while another list is shown. */
  chosen: Item | undefined;
  pages: PagedList<Item>;
}

/** A long list with a chosen row, read as one moves in it. Another list begins, at its top, where `restartOn` changes. */
export function usePages<Item extends { id: string }>(
  open: () => PagedList<Item>,
  height: number,
  restartOn: unknown,
): Pages<Item> {
  const pages = useMemo(open, [restartOn]);
  const state = useStates(async function* (signal) {
    for await (const listed of pages.states(signal)) yield { of: pages, listed };
  }, pages);
  const isCurrent = state?.of === pages;
  const listed = state && (isCurrent || state.listed.count > 0) ? state.listed : unread;
  const itemAt = (row: number) => listed.items[row - listed.first];
  const rows = {
    idAt: (row: number) => itemAt(row)?.id,
    rowOf: (id: string) => {
      const index = listed.items.findIndex((item) => item.id === id);
      return index < 0 ? -1 : listed.first + index;
    },
  };
  const list = useWindow(listed.count, height, isCurrent ? rows : undefined, pages);
  useEffect(() => pages.want(list.cursor), [pages, list.cursor]);
  const chosen = isCurrent ? itemAt(list.cursor) : undefined;
  return { listed, extent: isCurrent ? listed : unread, list, itemAt, chosen, pages };
}
