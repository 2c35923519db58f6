import { displayWidth } from "../../../clients/terminal/width.ts";
import { marker, ours, span, type Line } from "../text/line.ts";
import { wrapText } from "../text/wrap.ts";
import { promptLine } from "./prompt.ts";

/** Something that is asked for. */
export interface Field {
  name: string;
  label: string;
  /** What belongs there, said while it is being typed. */
  hint: string;
  /** Where only these are possible. */
  choices?: readonly string[];
  hidden?: boolean;
  /** Where it cannot be changed. */
  isFixed?: boolean;
}

export type Values = Readonly<Record<string, string>>;
/** What is wrong, by field. */
export type Faults = Readonly<Record<string, string>>;

interface Shown {
  fields: readonly Field[];
  values: Values;
  chosen: number;
  faults: Faults;
  width: number;
  height: number;
}

/** The fields below one another, each with what is wrong with it; the chosen one is always seen. */
export function formLines({ fields, values, chosen, faults, width, height }: Shown): Line[] {
  const labels = Math.max(...fields.map(({ label }) => displayWidth(label)));
  const blocks = fields.map((field, index): Line[] => {
    const value = values[field.name] ?? "";
    const isChosen = index === chosen;
    return [
      [
        marker(isChosen),
        ours(field.label.padEnd(labels), isChosen ? "title" : "muted"),
        ...valueOf(field, value, isChosen, width - labels - 2),
      ],
      ...faultLines(faults[field.name], labels + 4, width),
    ];
  });
  const end = blocks.slice(0, chosen + 1).flat().length;
  const start = Math.max(0, end + 1 - height);
  return [[], ...blocks.flat()].slice(start, start + height);
}

function valueOf({ choices, hidden, isFixed }: Field, value: string, isChosen: boolean, width: number): Line {
  if (isFixed) return [ours("  "), span(value, "muted")];
  if (choices && isChosen) return [ours("  ‹ "), span(value, "name"), ours(" ›")];
  if (isChosen) return promptLine({ label: " ", value, hidden: hidden === true }, width);
  return [ours("  "), hidden ? ours("•".repeat([...value].length)) : span(value)];
}

const faultLines = (fault: string | undefined, indent: number, width: number): Line[] =>
  fault === undefined
    ? []
    : wrapText(`✗ ${fault}`, width - indent).map((text): Line => [
        ours(" ".repeat(indent)),
        span(text, "bad"),
      ]);

/** Another of the possible values: the next or the one before. */
export function otherChoice(choices: readonly string[], value: string, by: number): string {
  const index = choices.indexOf(value);
  return choices[(index + by + choices.length) % choices.length] ?? value;
}
