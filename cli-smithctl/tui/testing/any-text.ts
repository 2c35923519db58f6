import fc from "fast-check";

const pieces = [
  ..."ab -:#",
  "漢",
  "ﾊ",
  "한",
  "👍",
  "👩‍👩‍👧",
  "🇩🇪",
  "❤\ufe0f",
  "e\u0301",
  "\u0301",
  "\u200b",
  "\u202e",
  "\t",
  "\n",
  "\r",
  "\x07",
  "\x1b[31m",
  "\x1b]0;title\x07",
  "\x9b2J",
];

const anyPiece = fc.oneof(
  fc.constantFrom(...pieces),
  fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code)),
);

/** What may come from git or users: wide, combined, unseen and control characters, and sequences that a terminal obeys. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.array(anyPiece, { maxLength: 40 }).map((parts) => parts.join(""));

/** What moves a terminal's cursor, changes its colours or the direction of its text. */
export const obeyed = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/u;
