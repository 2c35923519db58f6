import { sanitize } from "../../../clients/terminal/sanitize.ts";

const TAB = "  ";

/** A line of a file for one row: indentation stays, tabs have a width, a line end that differs is seen. */
export const visible = (line: string): string =>
  sanitize(line.replace(/\r$/, "^M")).replaceAll("\t", TAB).replaceAll("\n", " ");
