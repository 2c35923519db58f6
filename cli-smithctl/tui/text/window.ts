/** The part of a list that is on the screen. */
export interface Window {
  /** The row that is chosen. */
  cursor: number;
  /** The first row that is seen. */
  top: number;
}

export type Move = "up" | "down" | "page-up" | "page-down" | "first" | "last";

/** The window after a step, for a list of `count` rows of which `height` are seen. */
export function moved({ cursor, top }: Window, move: Move, count: number, height: number): Window {
  const page = Math.max(1, height - 1);
  const targets: Record<Move, number> = {
    up: cursor - 1,
    down: cursor + 1,
    "page-up": cursor - page,
    "page-down": cursor + page,
    first: 0,
    last: count - 1,
  };
  return within({ cursor: targets[move], top }, count, height);
}

/** The nearest window in which the chosen row exists and is seen. */
export function within({ cursor, top }: Window, count: number, height: number): Window {
  const row = Math.max(0, Math.min(cursor, count - 1));
  const lowest = Math.max(0, Math.min(top, count - height));
  return { cursor: row, top: Math.max(row - height + 1, Math.min(lowest, row), 0) };
}

/** Text that is only scrolled: the first line that is seen. */
export function scrolled(top: number, move: Move, count: number, height: number): number {
  const page = Math.max(1, height - 1);
  const last = Math.max(0, count - height);
  const targets: Record<Move, number> = {
    up: top - 1,
    down: top + 1,
    "page-up": top - page,
    "page-down": top + page,
    first: 0,
    last,
  };
  return Math.max(0, Math.min(targets[move], last));
}
