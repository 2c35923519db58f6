import { useEffect, useMemo } from "react";
import type { Listed, PagedList } from "../data/pages.ts";
import { useStates } from "./use-states.ts";
import { useWindow, type ListWindow } from "./use-window.ts";

const unread: Listed<never> = { items: [], first: 0, count: 0, isComplete: false };

/** A long list with a chosen row, read as one moves in it. Another list begins where `restartOn` changes. */
export function usePages<Item extends { id: string }>(
  open: () => PagedList<Item>,
  height: number,
  restartOn: unknown,
): {
  listed: Listed<Item>;
  list: ListWindow;
  itemAt: (row: number) => Item | undefined;
  pages: PagedList<Item>;
} {
  const pages = useMemo(open, [restartOn]);
  const listed = useStates((signal) => pages.states(signal), pages) ?? unread;
  const itemAt = (row: number) => listed.items[row - listed.first];
  const list = useWindow(listed.count, height, {
    idAt: (row) => itemAt(row)?.id,
    rowOf: (id) => {
      const index = listed.items.findIndex((item) => item.id === id);
      return index < 0 ? -1 : listed.first + index;
    },
  });
  useEffect(() => pages.want(list.cursor), [pages, list.cursor]);
  return { listed, list, itemAt, pages };
}
