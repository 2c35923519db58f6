import type { AppSummary } from "../../data/app-summary.ts";
import { needsAttention } from "./place-facts.ts";

export const orders = ["name", "last deployed", "needs attention"] as const;
export type Order = (typeof orders)[number];

/** The apps whose name or description has the words that were typed, in an order. */
export function arranged(apps: readonly AppSummary[], filter: string, order: Order): readonly AppSummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? apps : apps.filter((app) => hasWords(app, words));
  if (order === "name") return found;
  const rank = order === "last deployed" ? lastDeployed : (app: AppSummary) => Number(needsAttention(app));
  const ranks = new Map(found.map((app) => [app, rank(app)]));
  return found.toSorted((a, b) => ranks.get(b)! - ranks.get(a)!);
}

const hasWords = ({ name, description = "" }: AppSummary, words: readonly string[]) =>
  words.every((word) => name.includes(word) || description.toLowerCase().includes(word));

const lastDeployed = ({ environments }: AppSummary) =>
  Math.max(0, ...environments.map(({ deployedAt }) => Date.parse(deployedAt)));

/** The row of the next app that somebody ought to look at; the same where there is none. */
export function nextInNeed(apps: readonly AppSummary[], from: number): number {
  for (let step = 1; step <= apps.length; step++) {
    const row = (from + step) % apps.length;
    if (needsAttention(apps[row]!)) return row;
  }
  return from;
}
