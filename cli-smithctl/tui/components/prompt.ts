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

/** The end of what is typed is always seen. */
export function promptLine(
  { label, value, hidden }: Pick<Prompt, "label" | "value" | "hidden">,
  width: number,
): Line {
  const room = Math.max(4, width - displayWidth(label) - 3);
  let shown = hidden ? "•".repeat([...value].length) : value;
  while (displayWidth(shown) > room) shown = [...shown].slice(1).join("");
  return [ours(`${label} `, "title"), ours(shown), ours(" ", "selected")];
}

/** What the footer says meanwhile. */
export const promptKeys = [
  { keys: ["enter"], footer: "go on" },
  { keys: ["esc"], footer: "cancel" },
  { keys: ["ctrl+u"], footer: "clear" },
];
