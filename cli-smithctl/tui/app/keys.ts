import type { Key as InkKey } from "ink";

/** A key as it is named in help: `j`, `G`, `enter`, `esc`, `page-down`, `ctrl+r`; or what was pasted. */
export type KeyName = string;

const special: [keyof InkKey, KeyName][] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "page-up"],
  ["pageDown", "page-down"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "esc"],
  ["tab", "tab"],
  ["backspace", "backspace"],
  ["delete", "backspace"],
];

const PASTE = "paste ";
/** More characters than fingers or a slow line send at once: a terminal that does not say what is pasted. */
const MOST_TYPED = 100;

/** What was pasted is one key, which means nothing where nothing is typed: it may be a whole log. */
export const pasted = (text: string): KeyName => PASTE + text.replace(/\s+/g, " ");

/** What a key adds to what is typed; "" where it is no text. */
export function textOf(key: KeyName): string {
  if (key.startsWith(PASTE)) return key.slice(PASTE.length);
  return [...key].length === 1 ? key : "";
}

/** The names of the keys in one piece of input: typed fast, or sent by a slow line, several arrive together. */
export function namesOf(input: string, key: InkKey): KeyName[] {
  if (key.eventType === "release") return [];
  if (input.length > MOST_TYPED) return [pasted(input)];
  const names = plainNames(input, key);
  // Esc and the key after it look like one key with alt. Arrows do not: an alt of theirs is one.
  return key.meta && !names.some((name) => arrows.has(name)) ? ["esc", ...names] : names;
}

const arrows: ReadonlySet<KeyName> = new Set(["up", "down", "left", "right"]);

function plainNames(input: string, key: InkKey): KeyName[] {
  const named = special.find(([name]) => key[name] === true);
  if (named) return [key.shift && named[1] === "tab" ? "shift+tab" : named[1]];
  return key.ctrl ? [`ctrl+${input}`] : [...input].map(nameOf);
}

/** Ink leaves control characters among the letters that they arrive with. */
function nameOf(character: string): KeyName {
  if (character === "\r" || character === "\n") return "enter";
  if (character === "\t") return "tab";
  return character < " " ? `ctrl+${String.fromCharCode(character.charCodeAt(0) + 96)}` : character;
}

const glyphs: Partial<Record<KeyName, string>> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  "page-up": "PgUp",
  "page-down": "PgDn",
  home: "Home",
  end: "End",
  " ": "space",
};

export const shown = (key: KeyName): string => glyphs[key] ?? key;
