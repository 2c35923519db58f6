import { distance } from "fastest-levenshtein";

/**
 * The candidate that was probably meant: the nearest one, where two of its letters, or a third of them, are wrong, or one
 * of a short word; undefined where none is near. Case does not count.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; slips: number } | undefined;
  for (const candidate of candidates) {
    const allowed = candidate.length < 5 ? 1 : Math.max(2, Math.floor(candidate.length / 3));
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const slips = distance(word.toLowerCase(), candidate.toLowerCase());
    if (slips <= allowed && (!best || slips < best.slips)) best = { candidate, slips };
  }
  return best?.candidate;
}
