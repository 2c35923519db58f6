import type { Position } from "./types.ts";

/** Go's reader takes them for line ends, so that what stands behind a comment could be a field. */
const LINE_END_TO_OTHERS = /[\u0085\u2028\u2029]/;

type Decoded = { text: string } | { fault: { code: string; detail: string } & Position };

/** What YAML's readers take (YAML 1.2, section 5.1). */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark; without such marks, which files that were joined have inside. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes).replace(/(?<=\n)\ufeff/g, "");
  const broken = text.includes("\ufffd") && !isValid(bytes, encoding) ? text.indexOf("\ufffd") : -1;
  if (broken >= 0)
    return {
      fault: {
        code: "encoding",
        detail: "The file is not UTF-8. Save it as UTF-8.",
        ...positionOf(text, broken),
      },
    };
  const hidden = LINE_END_TO_OTHERS.exec(text);
  if (hidden)
    return {
      fault: {
        code: "encoding",
        detail: `${nameOf(hidden[0])} ends a line to some readers and not to others. Remove it, or write it as an escape in double quotes.`,
        ...positionOf(text, hidden.index),
      },
    };
  const unprintable = UNPRINTABLE.exec(text);
  if (!unprintable) return { text };
  const detail = `${nameOf(unprintable[0])} cannot be in a YAML file. Remove it, or write it as an escape in double quotes.`;
  return { fault: { code: "encoding", detail, ...positionOf(text, unprintable.index) } };
}

const nameOf = (character: string) =>
  `The character U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
