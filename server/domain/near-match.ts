import { distance } from "fastest-levenshtein";

/** The candidate that is most like `wanted`, or undefined where none is close enough to be a slip. */
export function nearMatch(wanted: string, candidates: string[]): string | undefined {
  const slipsAllowed = Math.max(1, Math.floor(wanted.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: distance(wanted.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= slipsAllowed || candidate.startsWith(wanted))
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.candidate;
}
