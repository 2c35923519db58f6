import type { Colours } from "./colour.ts";
import { sanitizeLine } from "./sanitize.ts";
import { displayWidth } from "./width.ts";

/** Lines that are shown before and after the one that is meant. */
const AROUND = 2;
/** Columns of a line, around the one that is meant where it is longer. */
const WIDTH = 100;

export interface Place {
  /** From 1. */
  line: number;
  column: number;
}

/**
 * The lines of a text around a place, with their numbers, and a mark below it. Empty where the text has no such line. What
 * is printed is safe for a terminal.
 */
export function codeFrame(text: string, { line, column }: Place, colours: Colours): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (line > lines.length) return [];
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const digits = String(last).length;
  const start = column > WIDTH - 20 ? column - Math.floor(WIDTH / 2) : 0;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((number) => {
    const shown = visible(lines[number - 1]!.slice(start, start + WIDTH));
    const gutter = `${String(number).padStart(digits)} |`;
    if (number !== line) return [colours.dim(`    ${gutter} ${shown}`.trimEnd())];
    const before = displayWidth(visible(lines[number - 1]!.slice(start, column - 1)));
    const mark = `    ${" ".repeat(digits)} | ${" ".repeat(before)}`;
    return [`${colours.red("  >")} ${gutter} ${shown}`.trimEnd(), colours.dim(mark) + colours.red("^")];
  });
}

/** One character for one, so that the mark stands below what it means. */
const visible = (text: string) =>
  text
    .replace(/\s/g, " ")
    .split(/( +)/)
    .map((part) => (part.startsWith(" ") ? part : sanitizeLine(part)))
    .join("");
