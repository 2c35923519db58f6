import type { Action } from "../app/action.ts";
import type { KeyName } from "../app/keys.ts";
import { stepOf } from "../app/use-window.ts";
import { ours, type Line } from "../text/line.ts";
import { scrolled } from "../text/window.ts";
import { actionLine, keysWidth } from "./action-line.ts";

/** All keys of a screen, and what its signs mean. */
export function helpLines(actions: readonly Action[], legend: readonly Line[]): Line[] {
  const width = keysWidth(actions);
  return [
    [ours("Keys of this screen", "title")],
    [],
    ...actions.map((action): Line => [ours("  "), ...actionLine(action, width)]),
    ...(legend.length > 0 ? [[], [ours("Signs", "title")], [], ...legend] : []),
    [],
    [ours("Any other key closes this.", "muted")],
  ];
}

/** Where the help is scrolled to after a key; undefined where that closes it. */
export function helpAfter(key: KeyName, top: number, count: number, height: number): number | undefined {
  const step = stepOf(key);
  return step && count > height ? scrolled(top, step, count, height) : undefined;
}

/** Which part of the help is seen, where not all of it fits. */
export const helpPosition = (top: number, count: number, height: number): Line =>
  count > height
    ? [ours(`lines ${top + 1}–${Math.min(top + height, count)} of ${count}; ↓ reads on`, "muted")]
    : [];

/** What the footer says meanwhile. */
export const helpKeys = [
  { keys: ["down"], footer: "down" },
  { keys: ["up"], footer: "up" },
  { keys: ["esc"], footer: "close" },
];
