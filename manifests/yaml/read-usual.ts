import { Places } from "./places.ts";
import { UNUSUAL, UsualReader, type UsualDocument } from "./usual-reader.ts";

export interface UsualText {
  values: unknown[];
  /** The offset of what is at a path in a document, or of the nearest thing around it. */
  offsetOf(document: number, path: readonly (string | number)[]): number;
}

/**
 * Reads YAML that is written as most manifests are: in blocks, a scalar in one line, without anchors, tags and folding.
 * Returns undefined for everything else, right or wrong, which is left to `yaml`: it takes ten times as long, and many
 * times the memory. What is returned is what `yaml` makes of it (read-usual.test.ts).
 */
export function readUsual(text: string): UsualText | undefined {
  if (text.includes("\r")) return undefined;
  try {
    const documents = new UsualReader(text).documents();
    let again: { places: Places; documents: UsualDocument[] } | undefined;
    return {
      values: documents.map(({ value }) => value),
      offsetOf(document, path) {
        if (path.length === 0) return documents[document]!.start;
        // Few texts are asked where something in them is: those that are read once more, with places.
        again ??= withPlaces(text);
        const { value, start } = again.documents[document]!;
        return again.places.offsetOf(value, start, path);
      },
    };
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

function withPlaces(text: string) {
  const places = new Places();
  return { places, documents: new UsualReader(text, places).documents() };
}
