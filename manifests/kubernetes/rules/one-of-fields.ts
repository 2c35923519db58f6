import { forbidden, has, required, type Check, type Fields } from "./rule.ts";

/** Exactly one of some fields: told at the object where there is none, and at each one after the first. */
export const exactlyOne =
  (fields: readonly string[], what: string): Check<Fields> =>
  (object, report) => {
    if (!fields.some((field) => has(object, field)))
      report([], required(`Nothing says ${what}. Add one of ${fields.join(", ")}.`));
    else atMostOne(fields, what)(object, report);
  };

/** At most one of some fields, where none is right as well. */
export const atMostOne =
  (fields: readonly string[], what: string): Check<Fields> =>
  (object, report) => {
    const [first, ...others] = fields.filter((field) => has(object, field));
    for (const field of others)
      report([field], forbidden(`\`${first}\` and \`${field}\` both say ${what}. Remove one of them.`));
  };
