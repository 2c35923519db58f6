import { pad, truncate } from "../../../clients/terminal/width.ts";
import { cutTo, fitted, inRole, marker, ours, widthOf, type Line, type Span } from "./line.ts";

export interface Column {
  title: string;
  /** Columns that it needs, and how many it takes at the most; what is left over goes to the one that takes most. */
  min: number;
  max: number;
  /** The lowest leaves first where the screen is too narrow. */
  priority: number;
}

const GAP = 2;

/** The width of each column, 0 for those that have no room. */
export function columnWidths(columns: readonly Column[], width: number): number[] {
  const kept = new Set(columns.keys());
  const needed = () =>
    [...kept].reduce((sum, index) => sum + columns[index]!.min, 0) + GAP * Math.max(0, kept.size - 1);
  while (kept.size > 1 && needed() > width) kept.delete(leastImportant(columns, kept));
  let left = Math.max(0, width - needed());
  const widths = columns.map(({ min }, index) => (kept.has(index) ? Math.min(min, width) : 0));
  // One column at a time, so that none grows at the expense of the others.
  for (let grown = true; left > 0 && grown;) {
    grown = false;
    for (const index of kept)
      if (left > 0 && widths[index]! < columns[index]!.max) {
        widths[index]!++;
        left--;
        grown = true;
      }
  }
  return widths;
}

/** The columns, none wider than what is known to stand in it. */
export const fittedTo = (
  columns: readonly Column[],
  rows: readonly (readonly Line[] | undefined)[],
): Column[] =>
  columns.map((column, index) => {
    const widest = Math.max(
      column.title.length,
      ...rows.map((cells) => widthOf(cutTo(cells?.[index] ?? [], column.max))),
    );
    return { ...column, min: Math.min(column.min, widest), max: Math.min(column.max, widest) };
  });

function leastImportant(columns: readonly Column[], kept: ReadonlySet<number>): number {
  return [...kept].reduce((least, index) =>
    columns[index]!.priority <= columns[least]!.priority ? index : least,
  );
}

/** One row of a table: each cell cut or filled to its column's width. */
export function row(cells: readonly (Line | Span)[], widths: readonly number[]): Line {
  const parts: Span[] = [];
  for (const [index, width] of widths.entries()) {
    if (width === 0) continue;
    if (parts.length > 0) parts.push({ text: " ".repeat(GAP) });
    const cell = cells[index] ?? [];
    parts.push(...fitted("text" in cell ? [cell] : cell, width));
  }
  return parts;
}

/** The titles over the cells. */
export function heading(columns: readonly Column[], widths: readonly number[]): Line {
  return row(
    columns.map(({ title }, index) => ({
      text: pad(truncate(title, widths[index]!), widths[index]!),
      role: "muted" as const,
    })),
    widths,
  );
}

/**
 * Rows under their titles, the chosen one marked; what has no room leaves by priority. A row that is not known yet is `…`.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly (Line | Span)[] | undefined)[],
  chosen: number,
  width: number,
): Line[] {
  const widths = columnWidths(columns, width - widthOf([marker(true)]));
  const lines = rows.map((cells, index): Line => {
    const line = cells ? row(cells, widths) : [ours("…", "muted")];
    const isChosen = index === chosen;
    return [marker(isChosen), ...(isChosen ? inRole(line, "selected") : line)];
  });
  return [[marker(false), ...heading(columns, widths)], ...lines];
}

/** Of several ways to say it the longest that fits; the last one is cut where none does. */
export function longestThatFits(ways: readonly Line[], width: number): Line {
  const fits = ways.find((line) => widthOf(line) <= width);
  return fits ?? fitted(ways.at(-1) ?? [], width);
}
