import type { Row } from "./benchmark.ts";

const columns = ["case", "value", "floor", "ratio", "limit", "ok"] as const;

/** The rows as lines of aligned columns: words to the left, figures to the right. */
export function table(rows: Row[]): string {
  const lines = [[...columns], ...rows.map(cells)];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, column) => pad(cell, column, widths)).join("  ")).join("\n");
}

const cells = ({ case: name, value, floor, unit, ratio, limit, ok }: Row) => [
  name,
  `${value.toFixed(1)} ${unit}`,
  `${floor.toFixed(1)} ${unit}`,
  times(ratio),
  limit === null ? "" : times(limit),
  ok === null ? "" : ok ? "yes" : "NO",
];

/** What is far below one would be nothing with two decimals. */
const times = (ratio: number) => `${ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2)}×`;

const pad = (cell: string, column: number, widths: number[]) =>
  column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
