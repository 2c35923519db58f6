import type { Check } from "./rule.ts";

/** Of text that Kubernetes takes for absent where it is empty. */
export const unlessEmpty =
  (check: Check<string>): Check<string> =>
  (text, report) => {
    if (text !== "") check(text, report);
  };
