import type { Fault, Path } from "../rules/rule.ts";

/** What is wrong with the form of a value: the decoder's faults, which no rule of a kind has to know. */
export type FormCode =
  "field-unknown" | "field-required" | "value-type" | "value-unsupported" | "value-ambiguous";

export interface Found extends Omit<Fault, "code"> {
  code: FormCode | Fault["code"];
  path: Path;
}
