import { useState } from "react";
import { moved, scrolled, within, type Move, type Window } from "../text/window.ts";
import type { Action } from "./action.ts";
import type { KeyName } from "./keys.ts";

/** By which the chosen row is known when rows come and go above it. */
export interface Rows {
  idAt: (row: number) => string | undefined;
  /** Where it is now; -1 where it is gone. */
  rowOf: (id: string) => number;
}

/** Rows that are all known, by their ids. */
export const rowsOf = (ids: readonly string[]): Rows => ({
  idAt: (row) => ids[row],
  rowOf: (id) => ids.indexOf(id),
});

/** Where one is in a list, and the keys that move there. */
export interface ListWindow extends Window {
  actions: Action[];
  choose: (row: number) => void;
}

interface Chosen extends Window {
  id?: string | undefined;
  /** The list that this is chosen in. */
  of: unknown;
}

/**
 * The chosen row stays chosen wherever it moves to, so that no key acts on another that took its place. Another list
 * begins at its top.
 */
export function useWindow(count: number, height: number, rows?: Rows, of?: unknown): ListWindow {
  const [stored, setStored] = useState<Chosen>({ cursor: 0, top: 0, of });
  const here = (last: Chosen) => (last.of === of ? last : { cursor: 0, top: 0, of });
  const now = (last: Chosen) => within(followed(here(last), rows), count, height);
  const store = (next: Window) => ({ ...next, id: rows?.idAt(next.cursor), of });
  const move = (step: Move) => () => setStored((last) => store(moved(now(last), step, count, height)));
  const choose = (row: number) =>
    setStored((last) => store(within({ ...now(last), cursor: row }, count, height)));
  const seen = store(now(stored));
  // What nobody moved to is chosen too, once it is seen as that.
  if (seen.id !== undefined && (seen.id !== stored.id || stored.of !== of)) setStored(seen);
  return {
    ...seen,
    choose,
    actions: moves(move),
  };
}

/** A list that is seen from its top stays so: what is new comes in there. */
function followed(stored: Chosen, rows: Rows | undefined): Window {
  const { cursor, top, id } = stored;
  if (!rows || id === undefined || rows.idAt(cursor) === id) return stored;
  const row = rows.rowOf(id);
  return row < 0 ? stored : { cursor: row, top: top === 0 ? 0 : Math.max(0, top + row - cursor) };
}

/** Text that is scrolled without a cursor. */
export function useScroll(
  count: number,
  height: number,
): { top: number; actions: Action[]; to: (row: number) => void } {
  const [stored, setStored] = useState(0);
  const last = Math.max(0, count - height);
  const move = (step: Move) => () => setStored((top) => scrolled(Math.min(top, last), step, count, height));
  return { top: Math.min(stored, last), actions: moves(move), to: setStored };
}

const steps: { move: Move; keys: readonly KeyName[]; title: string }[] = [
  { move: "down", keys: ["j", "down"], title: "down" },
  { move: "up", keys: ["k", "up"], title: "up" },
  { move: "page-down", keys: ["page-down", "ctrl+d", " "], title: "page down" },
  { move: "page-up", keys: ["page-up", "ctrl+u"], title: "page up" },
  { move: "first", keys: ["g", "home"], title: "to the top" },
  { move: "last", keys: ["G", "end"], title: "to the end" },
];

const moves = (move: (step: Move) => () => void): Action[] =>
  steps.map(({ move: step, keys, title }) => ({ keys, title, run: move(step) }));

/** The step that a key means, wherever something can be scrolled. */
export const stepOf = (key: KeyName): Move | undefined => steps.find(({ keys }) => keys.includes(key))?.move;

/** The keys of a list that may not be read to its end yet. */
export const movesIn = ({ actions }: ListWindow, { isComplete }: { isComplete: boolean }): Action[] =>
  isComplete
    ? actions
    : actions.map((action) =>
        action.keys.includes("G")
          ? { ...action, title: "to the end of what is read, which reads on" }
          : action,
      );
