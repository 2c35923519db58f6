import type { AppSummary } from "../../data/app-summary.ts";
import { fitted, inRole, marker, ours, span, type Line } from "../../text/line.ts";
import { cell, versionWidthOf } from "./cell.ts";
import { factsOf, type PlaceFacts } from "./place-facts.ts";

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

const GAP_WIDTH = 2;
const GAP = ours(" ".repeat(GAP_WIDTH));
const NAME = { min: 12, share: 0.3, max: 32 };
/** Enough for a version's id and its marks. */
const LEAST_CELL = 16;
const MOST_CELL = 40;
/** Enough to know an environment by the beginning of its name. */
const EMPTY_CELL = 8;

/** Apps down, environments across; where not all of these fit, those around the chosen one. */
export function grid({ apps, environments, width, chosen, now, spinner }: Grid): Line[] {
  const nameWidth = Math.max(NAME.min, Math.min(NAME.max, Math.floor(width * NAME.share)));
  const room = width - nameWidth - 2;
  const places = environments.map((environment) => apps.map((app) => factsOf(app, environment)));
  const least = leastWidths(places, room);
  const across = shownColumns(least, chosen.column, room);
  const widths = sharedWidths(least, across, room);
  const columns = across.map((index, at) => {
    const style = { now, spinner, versionWidth: versionWidthOf(places[index]!) };
    return places[index]!.map((one) => fitted(cell(one, widths[at]!, style), widths[at]!));
  });
  const titles = across.map((index, at) =>
    fitted([environmentTitle(environments, index, across, index === chosen.column)], widths[at]!),
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
      return [marker(isChosen), ...name, ...cells];
    }),
  ];
}

/** Where not all columns fit, one in which nothing of these apps is takes little: it says little. */
function leastWidths(places: readonly (readonly PlaceFacts[])[], room: number): number[] {
  const allFit = places.length * (LEAST_CELL + GAP_WIDTH) <= room;
  const isBusy = places.map((facts) =>
    facts.some(({ running, attempt, hold }) => running ?? attempt ?? hold),
  );
  return isBusy.map((busy) => (allFit || busy || !isBusy.includes(true) ? LEAST_CELL : EMPTY_CELL));
}

/** Which environments fit around the chosen one, in turns to its left and to its right. */
function shownColumns(least: readonly number[], chosen: number, room: number): number[] {
  const across = least.length === 0 ? [] : [chosen];
  let left = room - (least[chosen] ?? 0) - GAP_WIDTH;
  for (let grown = true; grown;) {
    grown = false;
    for (const next of [across[0]! - 1, across.at(-1)! + 1]) {
      const needed = (least[next] ?? Infinity) + GAP_WIDTH;
      if (needed > left) continue;
      if (next < across[0]!) across.unshift(next);
      else across.push(next);
      left -= needed;
      grown = true;
    }
  }
  return across;
}

/** What is left over goes to the wide ones. */
function sharedWidths(least: readonly number[], across: readonly number[], room: number): number[] {
  const widths = across.map((index) => least[index]!);
  const left = room - widths.reduce((sum, width) => sum + width + GAP_WIDTH, 0);
  const widest = Math.max(...widths);
  const share = Math.floor(left / widths.filter((width) => width === widest).length);
  return widths.map((width) => (width === widest ? Math.min(MOST_CELL, width + share) : width));
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
