import { ours, type Line } from "../text/line.ts";

const LEAST = { columns: 40, rows: 10 };

/** What is said instead of a screen where the terminal has too little room for one. */
export const tooSmallFor = ({ columns, rows }: { columns: number; rows: number }): Line | undefined =>
  columns < LEAST.columns || rows < LEAST.rows
    ? [ours(`smithctl needs ${LEAST.columns}×${LEAST.rows}; this is ${columns}×${rows}.`)]
    : undefined;
