import type { AppSummary } from "../../data/app-summary.ts";
import { fitted, inRole, ours, span, type Line } from "../../text/line.ts";
import { cell, versionWidthOf } from "./cell.ts";
import { factsOf } from "./place-facts.ts";

interface Grid {
  /** Those that are seen. */
  apps: readonly AppSummary[];
  environments: readonly string[];
  width: number;
  /** The chosen app and environment. */
  chosen: { app: AppSummary | undefined; column: number };
  now: number;
  spinner: string;
}

const GAP = ours("  ");
const NAME = { min: 12, share: 0.3, max: 32 };
/** Enough for a version's id and its marks. */
const LEAST_CELL = 16;
const MOST_CELL = 40;

/** Apps down, environments across; where not all of these fit, those around the chosen one. */
export function grid({ apps, environments, width, chosen, now, spinner }: Grid): Line[] {
  const nameWidth = Math.max(NAME.min, Math.min(NAME.max, Math.floor(width * NAME.share)));
  const room = width - nameWidth - 2;
  const across = shownColumns(environments.length, chosen.column, room);
  const cellWidth = Math.min(MOST_CELL, Math.floor(room / Math.max(1, across.length)) - 2);
  const columns = across.map((index) => {
    const facts = apps.map((app) => factsOf(app, environments[index]!));
    const style = { now, spinner, versionWidth: versionWidthOf(facts) };
    return facts.map((one) => fitted(cell(one, cellWidth, style), cellWidth));
  });
  const titles = across.map((index) =>
    fitted([environmentTitle(environments, index, across, index === chosen.column)], cellWidth),
  );
  const head: Line = [
    GAP,
    ...fitted([ours("APP", "muted")], nameWidth),
    ...titles.flatMap((title) => [GAP, ...title]),
  ];
  return [
    head,
    ...apps.map((app, row): Line => {
      const isChosen = app === chosen.app;
      const cells = columns.flatMap((column, index): Line => {
        const isHere = isChosen && across[index] === chosen.column;
        return [GAP, ...(isHere ? inRole(column[row]!, "selected") : column[row]!)];
      });
      const name = fitted([isChosen ? span(app.name, "name") : span(app.name)], nameWidth);
      return [ours(isChosen ? "› " : "  ", "accent"), ...name, ...cells];
    }),
  ];
}

/** Which environments fit, with the chosen one among them. */
function shownColumns(count: number, chosen: number, width: number): number[] {
  const room = Math.min(count, Math.max(1, Math.floor(width / (LEAST_CELL + 2))));
  const first = Math.max(0, Math.min(chosen - Math.floor(room / 2), count - room));
  return Array.from({ length: room }, (_, index) => first + index);
}

/** Arrows say that there are more to a side. */
function environmentTitle(
  environments: readonly string[],
  index: number,
  across: readonly number[],
  isChosen: boolean,
) {
  const before = index === across[0] && index > 0 ? "← " : "";
  const after = index === across.at(-1) && index < environments.length - 1 ? " →" : "";
  return span(`${before}${environments[index]!.toUpperCase()}${after}`, isChosen ? "title" : "muted");
}
