import type { App } from "../../../../generated/api.ts";
import { summaryOf } from "../../data/app-summary.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { describePlace } from "../overview/describe-place.ts";
import { factsOf, type PlaceFacts } from "../overview/place-facts.ts";

/**
 * What there is to say of an app above its versions, in at most `most` rows: itself, and what runs of it where. Where not
 * all of that fits, the places where nothing happens are left out.
 */
export function factLines(app: App, environments: readonly string[], now: number, most: number): Line[] {
  const { description, namespace, sourceUrl, archivedAt } = app;
  const about = [description, namespace && `namespace ${namespace}`, sourceUrl].filter(Boolean).join(" · ");
  const summary = summaryOf(app);
  const head: Line[] = [
    ...(archivedAt === undefined
      ? []
      : [[ours("Archived: it takes no versions and no deployments.", "warning" as const)]]),
    ...(about === "" ? [] : [[span(about, "muted")]]),
  ];
  const places = environments.map((environment) => ({ environment, facts: factsOf(summary, environment) }));
  const room = Math.max(0, most - head.length);
  const seen = places.length <= room ? places : busiestFirst(places).slice(0, Math.max(0, room - 1));
  const left = places.length - seen.length;
  const width = widest(seen.map(({ environment }) => environment));
  const lines = seen.map(({ environment, facts }) => describePlace(environment.padEnd(width), facts, now));
  return [...head, ...lines, ...(left > 0 ? [[ours(`and ${left} more`, "muted" as const)]] : [])].slice(
    0,
    most,
  );
}

/** Where something is under way, failed or on hold, then where something runs. */
const busiestFirst = (places: readonly { environment: string; facts: PlaceFacts }[]) =>
  places.toSorted((a, b) => rank(a.facts) - rank(b.facts));

const rank = ({ attempt, hold, running }: PlaceFacts) => (attempt || hold ? 0 : running ? 1 : 2);

const widest = (names: readonly string[]) => Math.max(0, ...names.map(({ length }) => length));
