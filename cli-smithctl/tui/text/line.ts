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

/** What stands before a row that can be chosen. */
export const marker = (isChosen: boolean): Span => ours(isChosen ? "› " : "  ", "accent");

/** Text from outside, safe for one row. */
export const span = (text: string, role?: Role): Span => ours(sanitize(text).replace(/[\n\t]+/g, " "), role);

export const widthOf = (line: Line): number =>
  line.reduce((width, { text }) => width + displayWidth(text), 0);

/** More than a character has in any language, for each of its columns. */
const MOST_UNITS = 16;

/** What a row can show of a line at the most: to measure all of a long one takes time in every frame. */
function near(line: Line, width: number): Line {
  const most = (width + 1) * MOST_UNITS;
  if (line.every(({ text }) => text.length <= most)) return line;
  return line.map((part) => ({ ...part, text: part.text.slice(0, most) }));
}

/** At most `width` columns, with `…` where something is left out. */
export function cutTo(line: Line, width: number): Line {
  const short = near(line, width);
  if (widthOf(short) <= width) return short;
  const kept: Span[] = [];
  let left = width;
  for (const part of short) {
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
