import { sanitize } from "../../../clients/terminal/sanitize.ts";
import { displayWidth } from "../../../clients/terminal/width.ts";
import { textOf, type KeyName } from "../app/keys.ts";
import { ours, span, type Line } from "../text/line.ts";
import { wrapText } from "../text/wrap.ts";

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
  if (key === "backspace") return change(withoutLast(value));
  if (key === "ctrl+u") return change("");
  if (key === "ctrl+w") return change(value.replace(/\S+\s*$/, ""));
  // What is pasted may hide what a terminal acts on.
  const text = sanitize(textOf(key)).replace(/\p{Control}/gu, "");
  if (text !== "") change(value + text);
}

/** Without what is seen as one character, however many make it up. Words before it do not change that. */
function withoutLast(text: string): string {
  const end = text.slice(-LONGEST_CHARACTER);
  const last = [...graphemes.segment(end)].at(-1);
  return last ? text.slice(0, text.length - last.segment.length) : "";
}

const graphemes = new Intl.Segmenter();
const LONGEST_CHARACTER = 64;

/** Columns that what is typed has at the least. */
const LEAST = 20;

type Asked = Pick<Prompt, "label" | "value" | "hidden">;

/** What is asked is seen as a whole: in rows of its own where it leaves too little for what is typed. */
export function promptLines(prompt: Asked, width: number): Line[] {
  if (displayWidth(prompt.label) + LEAST + 2 <= width) return [promptLine(prompt, width)];
  const asked = wrapText(prompt.label, width).map((text): Line => [ours(text, "title")]);
  return [...asked, promptLine({ ...prompt, label: "›" }, width)];
}

/** The end of what is typed is always seen. */
export function promptLine({ label, value, hidden }: Asked, width: number): Line {
  const room = Math.max(4, width - displayWidth(label) - 3);
  const shown = hidden ? "•".repeat([...value].length) : value;
  return [span(`${label} `, "title"), span(endOf(shown, room)), ours(" ", "selected")];
}

/** As much of the end of a text as fits. Characters of no width are few: more than these are not looked at. */
function endOf(text: string, width: number): string {
  const near = [...graphemes.segment(text.slice(-width * MOST_UNITS))];
  let left = width;
  let end = "";
  for (const { segment } of near.reverse()) {
    left -= displayWidth(segment);
    if (left < 0) break;
    end = segment + end;
  }
  return end;
}

const MOST_UNITS = 16;

/** What the footer says meanwhile. */
export const promptKeys = [
  { keys: ["enter"], footer: "go on" },
  { keys: ["esc"], footer: "cancel" },
  { keys: ["ctrl+u"], footer: "clear" },
];
