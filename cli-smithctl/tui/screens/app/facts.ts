import type { App } from "../../../../generated/api.ts";
import { summaryOf } from "../../data/app-summary.ts";
import { ours, span, type Line } from "../../text/line.ts";
import { describePlace } from "../overview/describe-place.ts";
import { factsOf } from "../overview/place-facts.ts";

/** What there is to say of an app above its versions: itself, and what runs of it where. */
export function factLines(app: App, environments: readonly string[], now: number): Line[] {
  const { description, namespace, sourceUrl, archivedAt } = app;
  const about = [description, namespace && `namespace ${namespace}`, sourceUrl].filter(Boolean).join(" · ");
  const summary = summaryOf(app);
  return [
    ...(archivedAt === undefined
      ? []
      : [[ours("Archived: it takes no versions and no deployments.", "warning" as const)]]),
    ...(about === "" ? [] : [[span(about, "muted")]]),
    ...environments.map((environment) =>
      describePlace(environment.padEnd(widest(environments)), factsOf(summary, environment), now),
    ),
  ];
}

const widest = (names: readonly string[]) => Math.max(...names.map(({ length }) => length));
