import { useEffect, useRef, useState } from "react";
import { useArea } from "../app/frame.ts";
import type { Refusal } from "../data/refusal.ts";
import { ours, span, type Line } from "../text/line.ts";
import { formLines, otherChoice, type Faults, type Field, type Values } from "./form.ts";
import type { Prompt } from "./prompt.ts";
import { troubleLines } from "./trouble.ts";

interface FormOptions {
  fields: readonly Field[];
  initial: Values;
  /** What is wrong with what is typed, as far as that is known here. */
  check: (values: Values) => Faults;
  /** Hands it on; why it was not taken. The signal aborts when the form is left meanwhile: that was given up. */
  save: (values: Values, signal: AbortSignal) => Promise<Refusal | undefined>;
  saved: (values: Values) => void;
  cancel: () => void;
  /** Rows that stand above it. */
  above?: number;
}

/** Fields to be filled in: tab and arrows move between them, enter on the last one and ctrl+s save, esc cancels. */
export function useForm({ fields, initial, check, save, saved, cancel, above = 0 }: FormOptions) {
  const { width, height: all } = useArea();
  const height = all - above;
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
  const wrong = check(values);
  const saveAll = () => Object.keys(wrong).length > 0 || submit(values);
  const faults = { ...stillTrue(refused, values), ...wrong };
  const prompt: Prompt = {
    label: field.label,
    value: values[field.name] ?? "",
    change: field.choices ? () => {} : set,
    submit: chosen === fields.length - 1 ? saveAll : move(1),
    cancel,
    keys: {
      tab: move(1),
      down: move(1),
      "shift+tab": move(-1),
      up: move(-1),
      "ctrl+s": saveAll,
      ...choosing(field, values, set),
    },
    footer: field.choices ? [...formKeys, choosingKeys] : formKeys,
    notice: isSaving ? [ours("Saving …", "accent")] : [span(field.hint, "muted")],
  };
  const below = isSaving ? [] : elsewhere(refused, fields, width).slice(0, height - LEAST_ROWS);
  const lines = formLines({ fields, values, chosen, faults, width, height: height - below.length });
  return { lines: [...lines, ...below], prompt, isSaving };
}

interface Refused {
  refusal: Refusal;
  /** What was refused. */
  values: Values;
}

function useSaving(save: FormOptions["save"], saved: FormOptions["saved"]) {
  const [isSaving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const attempt = async (values: Values) => {
    const { signal } = leaving.current;
    setSaving(true);
    const refusal = await save(values, signal);
    if (signal.aborted) return;
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

/** Rows of the form that are seen beside the longest refusal. */
const LEAST_ROWS = 3;

/** What was refused for another reason than one of the fields. */
function elsewhere(refused: Refused | undefined, fields: readonly Field[], width: number): Line[] {
  if (!refused || fields.some(({ name }) => name in refused.refusal.fields)) return [];
  return troubleLines(refused.refusal.trouble, width);
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
