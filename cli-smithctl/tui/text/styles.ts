import type { Line, Role } from "./line.ts";

/**
 * Of the 16 colours only those that are readable on light and on dark, so no yellow; foregrounds without a background, because themes
 * define both. `selected` and `title` need no colour.
 */
const sequences: Record<Role, [start: string, end: string]> = {
  title: ["\x1b[1m", "\x1b[22m"],
  name: ["\x1b[1m", "\x1b[22m"],
  muted: ["\x1b[2m", "\x1b[22m"],
  good: ["\x1b[32m", "\x1b[39m"],
  bad: ["\x1b[31m", "\x1b[39m"],
  warning: ["\x1b[35m", "\x1b[39m"],
  accent: ["\x1b[36m", "\x1b[39m"],
  added: ["\x1b[32m", "\x1b[39m"],
  removed: ["\x1b[31m", "\x1b[39m"],
  selected: ["\x1b[7m", "\x1b[27m"],
  key: ["\x1b[1m", "\x1b[22m"],
};

/** What stays where colours are not wanted: bold and reversed text are no colours (https://no-color.org). */
const colourless: ReadonlySet<Role> = new Set(["title", "name", "muted", "selected", "key"]);

/** Writes a row for a terminal, with colours or without. */
export function painted(line: Line, colours: boolean): string {
  return line
    .map(({ text, role }) => {
      if (role === undefined || text === "" || (!colours && !colourless.has(role))) return text;
      const [start, end] = sequences[role];
      return start + text + end;
    })
    .join("");
}
