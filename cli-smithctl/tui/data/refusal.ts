import { CommandError } from "../../../clients/errors.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** Why smithd did not take what was filled in. */
export interface Refusal {
  trouble: Trouble;
  /** What is wrong with one field, by its name in the request. */
  fields: Readonly<Record<string, string>>;
}

/** `/branches/0` and `/body/branches/0` are faults of `branches`. */
export function refusalOf(error: unknown): Refusal {
  const faults = error instanceof CommandError ? error.errors : [];
  const fields: Record<string, string> = {};
  for (const { pointer, detail } of faults) {
    const field = pointer?.replace(/^\/body(?=\/)/, "").split("/")[1];
    if (field) fields[field] = field in fields ? `${fields[field]} ${detail}` : detail;
  }
  return { trouble: troubleOf(error), fields };
}

/** A refusal of ours, before smithd is asked. */
export const incomplete = (fields: Readonly<Record<string, string>>): Refusal => ({
  trouble: { message: "Something is missing.", faults: [], isLogin: false },
  fields,
});
