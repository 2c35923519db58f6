import type { Trouble } from "../data/trouble.ts";
import { wrapText } from "../text/wrap.ts";
import { ours, span, widthOf, type Line } from "../text/line.ts";

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

/** Where smithd explains one of its errors, whole: people open it elsewhere. */
export function explainedAt(url: string, code: string, width: number): Line[] {
  const page = `${url}/docs/errors/${code}`;
  const label = ours("  What to do: ", "muted");
  if (widthOf([label]) + page.length <= width) return [[label, span(page, "accent")]];
  return [[label], ...wrapText(page, width).map((text): Line => [span(text, "accent")])];
}

/** A failure in one row, beside what is still known. */
export const troubleNotice = ({ message, next }: Trouble): Line => [
  span(message, "bad"),
  ...(next === undefined ? [] : [ours("  "), span(next)]),
];
