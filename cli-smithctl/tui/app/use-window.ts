import { useState } from "react";
import { moved, scrolled, within, type Move, type Window } from "../text/window.ts";
import type { Action } from "./action.ts";
import type { KeyName } from "./keys.ts";

/** Where one is in a list, and the keys that move there. */
export interface ListWindow extends Window {
  actions: Action[];
  /** Chooses a row. */
  choose: (row: number) => void;
}

export function useWindow(count: number, height: number): ListWindow {
  const [stored, setStored] = useState<Window>({ cursor: 0, top: 0 });
  const move = (step: Move) => () =>
    setStored((last) => moved(within(last, count, height), step, count, height));
  const choose = (row: number) => setStored(({ top }) => within({ cursor: row, top }, count, height));
  return { ...within(stored, count, height), choose, actions: moves(move) };
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
