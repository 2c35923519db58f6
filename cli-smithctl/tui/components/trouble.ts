import type { Trouble } from "../data/trouble.ts";
import { wrapText } from "../text/wrap.ts";
import { ours, span, type Line } from "../text/line.ts";

/** A failure in full, for where nothing else can be shown. */
export function troubleLines({ message, code, next, faults }: Trouble, width: number): Line[] {
  return [
    [],
    ...wrapText(message, width - 4).map((text): Line => [ours("  "), span(text, "bad")]),
    ...(code === undefined ? [] : [[ours("  "), span(code, "muted")]]),
    ...faults.flatMap((fault) => wrapText(fault, width - 6).map((text): Line => [ours("    "), span(text)])),
    ...(next === undefined
      ? []
      : [[], ...wrapText(next, width - 4).map((text): Line => [ours("  "), span(text)])]),
    [],
  ];
}

/** The same in one row, beside what is still known. */
export const troubleNotice = ({ message, next }: Trouble): Line => [
  span(message, "bad"),
  ...(next === undefined ? [] : [ours("  "), span(next)]),
];
