import { sanitize } from "../../../clients/terminal/sanitize.ts";
import { displayWidth, truncate } from "../../../clients/terminal/width.ts";

/** What a text means; styles.ts says how that looks. Each is also said by a word or a glyph. */
export type Role =
  | "title"
  | "name"
  | "muted"
  | "good"
  | "bad"
  | "warning"
  | "accent"
  | "added"
  | "removed"
  | "selected"
  | "key";

export interface Span {
  text: string;
  role?: Role;
}

/** One row of the screen. Whatever is drawn is made of these, so that its width is known before the terminal sees it. */
export type Line = readonly Span[];

/** Text of ours, as it is. */
export const ours = (text: string, role?: Role): Span => (role ? { text, role } : { text });

/** Text from outside, safe for one row. */
export const span = (text: string, role?: Role): Span => ours(sanitize(text).replace(/[\n\t]+/g, " "), role);

export const widthOf = (line: Line): number =>
  line.reduce((width, { text }) => width + displayWidth(text), 0);

/** At most `width` columns, with `…` where something is left out. */
export function cutTo(line: Line, width: number): Line {
  if (widthOf(line) <= width) return line;
  const kept: Span[] = [];
  let left = width;
  for (const part of line) {
    const own = displayWidth(part.text);
    if (own >= left) {
      // Two more, so that the mark is there also where this part alone would just fit.
      kept.push({ ...part, text: truncate(`${part.text}  `, left) });
      break;
    }
    kept.push(part);
    left -= own;
  }
  return kept;
}

/** Exactly `width` columns: filled with spaces, or cut. */
export function fitted(line: Line, width: number): Line {
  const cut = cutTo(line, width);
  const missing = width - widthOf(cut);
  return missing > 0 ? [...cut, { text: " ".repeat(missing) }] : cut;
}

/** The same row with every part in one role, such as that of a selection. */
export const inRole = (line: Line, role: Role): Line => line.map(({ text }) => ({ text, role }));

export const plainText = (line: Line): string => line.map(({ text }) => text).join("");
