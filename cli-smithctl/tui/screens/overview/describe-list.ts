import { troubleLines } from "../../components/trouble.ts";
import type { Overview } from "../../data/overview.ts";
import { ours, span, type Line } from "../../text/line.ts";
import type { Order } from "./arrange.ts";

/** "12 of 40 apps with “api”, by last deployed". */
export function countOf({ apps, isComplete }: Overview, found: number, order: Order, filter: string): string {
  const all = `${apps.length}${isComplete ? "" : "+"} ${apps.length === 1 ? "app" : "apps"}`;
  const which = filter === "" ? all : `${found} of ${all} with “${filter}”`;
  return `${which}${order === "name" ? "" : `, by ${order}`}`;
}

/** What there is to say where no app can be shown: why, and how to go on. */
export function insteadOfApps(
  { apps, isComplete, trouble }: Overview,
  filter: string,
  found: number,
  width: number,
): Line[] | undefined {
  if (found > 0) return undefined;
  if (apps.length > 0)
    return [
      [],
      [span(`  No app has “${filter}” in its name or description.`)],
      [ours("  esc shows all of them.", "muted")],
    ];
  if (trouble) return troubleLines(trouble, width);
  if (!isComplete) return [[], [ours("  Reading what runs where …", "muted")]];
  return firstSteps;
}

/** Where apps are known and no environment: why nothing can run yet. */
export const withoutPlaces = ({ apps, environments, isComplete }: Overview): Line | undefined =>
  isComplete && apps.length > 0 && environments.length === 0
    ? [ours("There is no environment yet: d tells how to declare one.", "warning")]
    : undefined;

/** For those who see it for the first time. */
const firstSteps: Line[] = [
  [],
  [ours("  No app is registered yet.", "title")],
  [],
  [ours("  Press "), ours("a", "key"), ours(" to register one, or let CI do it:")],
  [],
  [ours("    smithctl apps register api-service", "accent")],
  [ours("    forge publish ./manifests --app api-service", "accent")],
  [],
  [ours("  What is published shows up here, and what runs where.", "muted")],
];
