import { useState } from "react";
import type { Action } from "../app/action.ts";
import { useScroll } from "../app/use-window.ts";
import { ours, type Line } from "../text/line.ts";
import { sideways } from "../text/sideways.ts";

const STEP = 8;

/** Text that is read up and down, sideways, and from one file to the next. */
export function useReading(lines: readonly Line[], files: readonly number[], height: number) {
  const scroll = useScroll(lines.length, height);
  const [left, setLeft] = useState(0);
  const next = files.find((start) => start > scroll.top);
  const previous = files.findLast((start) => start < scroll.top);
  const end = scroll.top + height;
  const actions: Action[] = [
    ...scroll.actions,
    { keys: ["h", "left"], title: "left", run: () => setLeft(Math.max(0, left - STEP)) },
    { keys: ["l", "right"], title: "right", run: () => setLeft(left + STEP) },
    ...(files.length > 1 ? betweenFiles(next, previous, scroll.to) : []),
  ];
  const position: Line | undefined =
    lines.length > height
      ? [ours(`lines ${scroll.top + 1}–${Math.min(end, lines.length)} of ${lines.length}`, "muted")]
      : undefined;
  return { seen: lines.slice(scroll.top, end).map((line) => sideways(line, left)), actions, position };
}

const betweenFiles = (
  next: number | undefined,
  previous: number | undefined,
  to: (row: number) => void,
): Action[] => [
  {
    keys: ["n", "tab"],
    title: "next file",
    footer: "next file",
    unless: next === undefined ? "this is the last file" : undefined,
    run: () => to(next!),
  },
  {
    keys: ["N", "shift+tab"],
    title: "previous file",
    unless: previous === undefined ? "this is the first file" : undefined,
    run: () => to(previous!),
  },
];
