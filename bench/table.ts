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
  `${ratio.toFixed(2)}×`,
  limit === null ? "" : `${limit.toFixed(2)}×`,
  ok === null ? "" : ok ? "yes" : "NO",
];

const pad = (cell: string, column: number, widths: number[]) =>
  column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
