import { sanitizeLine } from "./sanitize.ts";
import { displayWidth, pad, truncate } from "./width.ts";

export interface Column {
  title: string;
  /** Columns of the lowest priority leave first where the terminal is too narrow. */
  priority?: number;
  /** How narrow the column may become before it leaves; by default it is never cut. */
  min?: number;
  /** A shorter form of its cells, taken before any column leaves. */
  short?: (cell: string) => string;
  /** Adds colour to a cell that is already cut and filled. */
  style?: (cell: string) => string;
}

const gap = 2;

/** Aligned columns under their titles, at most `width` columns wide; without `width` as wide as they need. */
export function formatTable(columns: Column[], rows: (string | undefined)[][], width?: number): string {
  const whole = rows.map((row) => columns.map((_column, index) => sanitizeLine(row[index] ?? "") || "-"));
  const isTight = width !== undefined && total(leastWidths(columns, naturalWidths(columns, whole))) > width;
  const cells = isTight ? whole.map((row) => shortened(columns, row)) : whole;
  const natural = naturalWidths(columns, cells);
  const widths = width === undefined ? new Map(natural.entries()) : fit(columns, natural, width);
  const head = line(
    columns,
    columns.map(({ title }) => title),
    widths,
    false,
  );
  return [head, ...cells.map((row) => line(columns, row, widths, true))].join("\n");
}

function naturalWidths(columns: Column[], cells: string[][]): number[] {
  return columns.map(({ title }, index) =>
    cells.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? "")), displayWidth(title)),
  );
}

function leastWidths(columns: Column[], natural: number[]): number[] {
  return natural.map((width, index) => Math.min(width, columns[index]?.min ?? Infinity));
}

function shortened(columns: Column[], row: string[]): string[] {
  return row.map((cell, index) => columns[index]?.short?.(cell) ?? cell);
}

/** The width of each column that stays, by its index. */
function fit(columns: Column[], natural: number[], width: number): Map<number, number> {
  const leastOf = leastWidths(columns, natural);
  const least = (index: number) => leastOf[index] ?? 0;
  let kept = [...natural.keys()];
  while (kept.length > 1 && total(kept.map(least)) > width) kept = withoutLowest(columns, kept);
  const widths = new Map(kept.map((index) => [index, natural[index] ?? 0]));
  while (total([...widths.values()]) > width) {
    const widest =
      widestOf(
        kept.filter((index) => (widths.get(index) ?? 0) > least(index)),
        widths,
      ) ?? kept[0]!;
    const next = (widths.get(widest) ?? 0) - 1;
    if (next < 1) break;
    widths.set(widest, next);
  }
  return widths;
}

function withoutLowest(columns: Column[], kept: number[]): number[] {
  const priority = (index: number) => columns[index]?.priority ?? 0;
  const lowest = kept.reduce((low, index) => (priority(index) <= priority(low) ? index : low));
  return kept.filter((index) => index !== lowest);
}

function widestOf(indexes: number[], widths: Map<number, number>): number | undefined {
  const by = (index: number) => widths.get(index) ?? 0;
  return indexes.reduce<number | undefined>(
    (best, index) => (best === undefined || by(index) > by(best) ? index : best),
    undefined,
  );
}

function total(widths: number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);
}

function line(columns: Column[], cells: string[], widths: Map<number, number>, styled: boolean): string {
  const last = [...widths.keys()].at(-1);
  const parts = [...widths].map(([index, width]) => {
    const cut = truncate(cells[index] ?? "", width);
    const filled = index === last ? cut : pad(cut, width);
    return styled ? (columns[index]?.style?.(filled) ?? filled) : filled;
  });
  return parts.join(" ".repeat(gap));
}
