/** What rules of several kinds ask of fields. */
import { each, has, isUnknown, type Check, type Fields } from "./rule.ts";

/** Of each text of a list, where null is an empty one. */
export const eachText =
  (check: Check<string>): Check<readonly (string | null)[]> =>
  (texts, report) =>
    each(check)(
      texts.map((text) => text ?? ""),
      report,
    );

/** The texts of a list. */
export const texts = (object: Fields | undefined, field: string): string[] =>
  ((object?.[field] as (string | null)[] | null | undefined) ?? []).map((item) => item ?? "");

/** Whether there is certainly something in a field: what comes for a variable may be nothing. */
export function isFilled(object: Fields | undefined, field: string): boolean {
  const value = object?.[field];
  return (
    has(object, field) && value !== "" && !isUnknown(value) && !(Array.isArray(value) && value.length === 0)
  );
}
