import type { Deployment } from "../../../generated/api.ts";
import type { Accepted } from "./evidence.ts";

/** As it is known last. */
export const known = ({ last, end, deployment }: Accepted): Deployment => last ?? end ?? deployment;

export const placeOf = ({ app, environment }: { app: string; environment: string }) =>
  `${app} in ${environment}`;

/** In the order of acceptance, which smithd makes one for each app whatever the clocks say. */
export const inOrder = (accepted: Accepted[]): Accepted[] =>
  accepted.toSorted(({ deployment: a }, { deployment: b }) =>
    a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
  );

export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
