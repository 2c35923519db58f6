import { sanitize } from "../../../clients/terminal/sanitize.ts";
import { displayWidth } from "../../../clients/terminal/width.ts";

/** A text in rows of at most `width` columns, broken between words; what has no break is cut where it ends. */
export function wrapText(text: string, width: number): string[] {
  return sanitize(text)
    .replaceAll("\t", "  ")
    .split("\n")
    .flatMap((line) => wrapLine(line, Math.max(1, width)));
}

function wrapLine(line: string, width: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of line.split(" ").flatMap((each) => pieces(each, width))) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (displayWidth(longer) <= width) row = longer;
    else {
      rows.push(row);
      row = word;
    }
  }
  return [...rows, row];
}

/** A word that is wider than a row, in parts that are not. */
function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && displayWidth(part + character) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}
