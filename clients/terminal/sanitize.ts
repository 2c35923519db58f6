/** Sequences of ECMA-48: an introducer (ESC and a letter, or one C1 character), what it carries, and its end. */
const strings = /(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g;
const sequences = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g;
/** Control characters but newline and tab, bidirectional overrides, and characters that are there but not seen. */
const unseen =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Text from outside (git, users, smithd), safe for a terminal: without control sequences and bidirectional
 * overrides. Newlines and tabs stay; `sanitizeLine` folds them.
 */
export function sanitize(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/[\u2028\u2029\x85]/g, "\n")
    .replace(strings, "")
    .replace(sequences, "")
    .replace(unseen, "")
    .toWellFormed();
}

/** The same on one line. */
export function sanitizeLine(text: string): string {
  return sanitize(text).replace(/\s+/g, " ").trim();
}

/** JSON that means the same, with what a terminal would act on written as escapes. */
export function safeJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
