import { sanitize } from "../../../clients/terminal/sanitize.ts";
import { displayWidth } from "../../../clients/terminal/width.ts";
import type { KeyName } from "../app/keys.ts";
import { ours, type Line } from "../text/line.ts";

/** A line that is being typed. */
export interface Prompt {
  label: string;
  value: string;
  /** Whether it is a secret. */
  hidden?: boolean;
  change: (value: string) => void;
  submit: () => void;
  cancel: () => void;
  /** What other keys do meanwhile. */
  keys?: Readonly<Record<KeyName, () => void>>;
  /** What the footer says of them. */
  footer?: readonly { keys: readonly KeyName[]; footer: string }[];
  /** What is said in its row where the body shows what is typed. */
  notice?: Line;
}

/** What a key does to what is typed. */
export function typeInto(prompt: Prompt, key: KeyName): void {
  const { value, change, keys = {} } = prompt;
  if (Object.hasOwn(keys, key)) return keys[key]!();
  if (key === "enter") return prompt.submit();
  if (key === "esc") return prompt.cancel();
  if (key === "backspace") return change([...value].slice(0, -1).join(""));
  if (key === "ctrl+u") return change("");
  if (key === "ctrl+w") return change(value.replace(/\S+\s*$/, ""));
  // What is pasted may hide what a terminal acts on.
  const isSeen = sanitize(key) === key && /\P{Control}/u.test(key);
  if (isSeen && [...key].length === 1) change(value + key);
}

/** Columns that what is typed has at the least. */
const LEAST = 16;

/** The end of what is typed is always seen, and so is the end of what is asked. */
export function promptLine(
  { label, value, hidden }: Pick<Prompt, "label" | "value" | "hidden">,
  width: number,
): Line {
  const asked = endOf(label, Math.max(4, width - LEAST - 3));
  const room = Math.max(4, width - displayWidth(asked) - 3);
  const shown = hidden ? "•".repeat([...value].length) : value;
  return [ours(`${asked} `, "title"), ours(endOf(shown, room)), ours(" ", "selected")];
}

/** As much of the end of a text as fits. */
function endOf(text: string, width: number): string {
  let end = "";
  for (const character of [...text].reverse()) {
    if (displayWidth(character + end) > width) break;
    end = character + end;
  }
  return end;
}

/** What the footer says meanwhile. */
export const promptKeys = [
  { keys: ["enter"], footer: "go on" },
  { keys: ["esc"], footer: "cancel" },
  { keys: ["ctrl+u"], footer: "clear" },
];
