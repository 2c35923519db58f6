import { invalid, type Check } from "./rule.ts";

/** At most so many items of a list. */
export const mostItems =
  (most: number, what: string): Check<readonly unknown[]> =>
  (items, report) => {
    if (items.length > most)
      report([], invalid(`There are ${items.length} ${what}, and ${most} are allowed.`));
  };
