import { displayWidth } from "../../../clients/terminal/width.ts";
import type { Line, Span } from "./line.ts";

/** A row without its first columns, for text that is wider than the screen. */
export function sideways(line: Line, columns: number): Line {
  const rest: Span[] = [];
  let left = columns;
  for (const part of line) {
    const text = left > 0 ? without(part.text, left) : part.text;
    if (text !== "") rest.push({ ...part, text });
    // What is left of a long line is not measured.
    left = text === "" ? left - displayWidth(part.text) : 0;
  }
  return rest;
}

/** Half of a wide character is a space, so that columns stay straight. */
function without(text: string, columns: number): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.slice(columns);
  let left = columns;
  for (const { segment, index } of new Intl.Segmenter().segment(text)) {
    if (left <= 0) return " ".repeat(-left) + text.slice(index);
    left -= displayWidth(segment);
  }
  return " ".repeat(Math.max(0, -left));
}
