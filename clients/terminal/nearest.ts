import { distance } from "fastest-levenshtein";

/** The word that was probably meant; undefined where none is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((candidate) => ({ candidate, slips: distance(word.slice(0, 64), candidate) }))
    // Two letters in the wrong order are two slips.
    .filter(({ candidate, slips }) => slips <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((one, other) => one.slips - other.slips);
  return best?.candidate;
}
