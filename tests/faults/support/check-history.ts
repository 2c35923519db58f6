import type { Evidence } from "./evidence.ts";
import { trailersOf } from "./trailers.ts";

/** The branch only grew, commit by commit, and everybody's commits are in it. */
export function checkHistory({ commits, moves, foreign }: Evidence): string[] {
  const place = new Map(commits.map(({ id }, index) => [id, index]));
  const others = new Set(foreign.map(({ id }) => id));
  return [
    ...commits.flatMap(({ id, parents }, index) => {
      const before = index === 0 ? "" : commits[index - 1]!.id;
      return parents.join() === before
        ? []
        : [`${id} does not follow on ${before}, but on ${parents.join(" and ")}.`];
    }),
    ...commits
      .slice(1)
      .filter(({ id, message }) => !others.has(id) && !trailersOf(message))
      .map(({ id, message }) => `Nobody knows of ${id}: ${message.trim()}.`),
    ...[...others].filter((id) => !place.has(id)).map((id) => `Somebody else's commit ${id} is lost.`),
    ...moves.flatMap(({ from, to }, index) => {
      const grew = (place.get(from) ?? Infinity) < (place.get(to) ?? -Infinity);
      const goesOn = index === 0 || moves[index - 1]!.to === from;
      return grew && goesOn ? [] : [`The branch was forced from ${from} to ${to}.`];
    }),
  ];
}
