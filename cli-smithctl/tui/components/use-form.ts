import { useState } from "react";
import { useArea } from "../app/frame.ts";
import type { Refusal } from "../data/refusal.ts";
import { ours, span, type Line } from "../text/line.ts";
import { formLines, otherChoice, type Faults, type Field, type Values } from "./form.ts";
import type { Prompt } from "./prompt.ts";
import { troubleNotice } from "./trouble.ts";

interface FormOptions {
  fields: readonly Field[];
  initial: Values;
  /** What is wrong with what is typed, as far as that is known here. */
  check: (values: Values) => Faults;
  /** Hands it on; why it was not taken. */
  save: (values: Values) => Promise<Refusal | undefined>;
  saved: (values: Values) => void;
  cancel: () => void;
}

/** Fields to be filled in: tab and arrows move between them, enter on the last one and ctrl+s save, esc cancels. */
export function useForm({ fields, initial, check, save, saved, cancel }: FormOptions) {
  const { width, height } = useArea();
  const [values, setValues] = useState(initial);
  const [chosen, choose] = useState(
    Math.max(
      0,
      fields.findIndex(({ isFixed }) => !isFixed),
    ),
  );
  const { isSaving, refused, submit } = useSaving(save, saved);
  const field = fields[chosen]!;
  const set = (next: string) => field.isFixed || setValues({ ...values, [field.name]: next });
  const move = (by: number) => () => choose((chosen + by + fields.length) % fields.length);
  const all = () => submit(values);
  const faults = { ...stillTrue(refused, values), ...check(values) };
  const prompt: Prompt = {
    label: field.label,
    value: values[field.name] ?? "",
    change: field.choices ? () => {} : set,
    submit: chosen === fields.length - 1 ? all : move(1),
    cancel,
    keys: {
      tab: move(1),
      down: move(1),
      "shift+tab": move(-1),
      up: move(-1),
      "ctrl+s": all,
      ...choosing(field, values, set),
    },
    footer: field.choices ? [...formKeys, choosingKeys] : formKeys,
    notice: isSaving
      ? [ours("Saving …", "accent")]
      : (elsewhere(refused, fields) ?? [span(field.hint, "muted")]),
  };
  return { lines: formLines({ fields, values, chosen, faults, width, height }), prompt, isSaving };
}

interface Refused {
  refusal: Refusal;
  /** What was refused. */
  values: Values;
}

function useSaving(save: FormOptions["save"], saved: FormOptions["saved"]) {
  const [isSaving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const attempt = async (values: Values) => {
    setSaving(true);
    const refusal = await save(values);
    setSaving(false);
    setRefused(refusal && { refusal, values });
    if (!refusal) saved(values);
  };
  return { isSaving, refused, submit: (values: Values) => void (isSaving || attempt(values)) };
}

/** A field that was changed since is not known to be wrong any more. */
function stillTrue(refused: Refused | undefined, values: Values): Faults {
  const faults = Object.entries(refused?.refusal.fields ?? {});
  return Object.fromEntries(faults.filter(([name]) => refused?.values[name] === values[name]));
}

/** What was refused for another reason than one of the fields. */
function elsewhere(refused: Refused | undefined, fields: readonly Field[]): Line | undefined {
  if (!refused || fields.some(({ name }) => name in refused.refusal.fields)) return undefined;
  return troubleNotice(refused.refusal.trouble);
}

function choosing({ choices, name }: Field, values: Values, set: (value: string) => void): Prompt["keys"] {
  if (!choices || choices.length === 0) return {};
  const turn = (by: number) => () => set(otherChoice(choices, values[name] ?? "", by));
  return { left: turn(-1), right: turn(1), " ": turn(1) };
}

const formKeys = [
  { keys: ["ctrl+s"], footer: "save" },
  { keys: ["tab"], footer: "next" },
  { keys: ["esc"], footer: "cancel" },
];
const choosingKeys = { keys: ["left"], footer: "→ choose" };
