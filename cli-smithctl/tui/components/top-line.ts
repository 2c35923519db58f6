import { cutTo, fitted, ours, span, widthOf, type Line } from "../text/line.ts";

const GAP = 2;
/** Columns of smithd's name that still tell which it is. */
const LEAST_NAME = 6;

/** Where not both fit, the title goes before smithd's name, but not before how the connection is. */
export function topLine(title: string, status: Line, width: number): Line {
  const named = span(title, "title");
  const connection = status.slice(0, 1);
  const room = width - widthOf([named]) - GAP;
  const isShort = room < widthOf(connection) + LEAST_NAME;
  const right = cutTo(isShort ? connection : status, isShort ? Math.floor(width / 2) : room);
  return [...fitted([named], width - widthOf(right) - GAP), ours(" ".repeat(GAP)), ...right];
}
