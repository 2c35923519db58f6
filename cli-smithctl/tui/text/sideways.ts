import { displayWidth } from "../../../clients/terminal/width.ts";
import type { Line, Span } from "./line.ts";

/** A row without its first columns, for text that is wider than the screen. */
export function sideways(line: Line, columns: number): Line {
  const rest: Span[] = [];
  let left = columns;
  for (const part of line) {
    if (left <= 0) {
      rest.push(part);
      continue;
    }
    let text = part.text;
    while (text !== "" && left > 0) {
      const [first = ""] = text;
      left -= displayWidth(first);
      text = text.slice(first.length);
    }
    if (text !== "") rest.push({ ...part, text });
  }
  return rest;
}
