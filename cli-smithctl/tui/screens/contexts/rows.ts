import { table, type Column } from "../../text/columns.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { wrapText } from "../../text/wrap.ts";
import { troubleLines } from "../../components/trouble.ts";
import type { Contexts, KnownContext } from "../../data/contexts.ts";

const columns: Column[] = [
  { title: "CONTEXT", min: 12, max: 40, priority: 3 },
  { title: "CURRENT", min: 7, max: 7, priority: 2 },
  { title: "URL", min: 24, max: 80, priority: 4 },
  { title: "KEY", min: 12, max: 40, priority: 1 },
];

/** Contexts, one a row; `chosen` is the row of one of them. */
export function contextRows(contexts: readonly KnownContext[], chosen: number, width: number): Line[] {
  return table(columns, contexts.map(cells), chosen, width);
}

const cells = ({ name, url, isCurrent, keyIn }: KnownContext) => [
  span(name, "name"),
  isCurrent ? ours("● yes", "good") : ours(""),
  span(url),
  span(keyIn, "muted"),
];

/** What there is to say where no context can be shown; undefined where there are some. */
export function insteadOfContexts(read: Contexts | undefined, width: number): Line[] | undefined {
  if (!read) return [[], [ours("  Reading the contexts …", "muted")]];
  if (read.trouble) return troubleLines(read.trouble, width);
  if (read.contexts.length > 0) return undefined;
  return [
    [],
    [ours("  There is no context yet.", "title")],
    [],
    [ours("  A context keeps where a smithd is, and an API key for it.")],
    [ours("  Press "), ours("n", "key"), ours(" to log in to one; it is kept in")],
    [span(`  ${read.path ?? ""}`, "muted")],
  ];
}

/** What of the environment wins over them. */
export function warningLines(read: Contexts | undefined, width: number): Line[] {
  if (read?.warning === undefined) return [];
  return [[], ...wrapText(read.warning, width - 4).map((text): Line => [ours("  "), span(text, "warning")])];
}
