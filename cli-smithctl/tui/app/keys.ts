import type { Key as InkKey } from "ink";

/** A key as it is named in help: `j`, `G`, `enter`, `esc`, `page-down`, `ctrl+r`. */
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

/** The names of the keys in one piece of input: typed fast, or sent by a slow line, several arrive together. */
export function namesOf(input: string, key: InkKey): KeyName[] {
  if (key.eventType === "release") return [];
  const named = special.find(([name]) => key[name] === true);
  if (named) return [key.shift && named[1] === "tab" ? "shift+tab" : named[1]];
  if (key.ctrl) return [`ctrl+${input}`];
  if (key.meta) return [];
  return [...input].map(nameOf);
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
