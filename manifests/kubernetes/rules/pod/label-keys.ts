/** Labels that are asked of other pods by their keys. Source: ValidateMatchLabelKeysAndMismatchLabelKeys. */
import { qualifiedName } from "../../formats/names.ts";
import {
  all,
  each,
  forbidden,
  has,
  invalid,
  list,
  map,
  text,
  type Check,
  type Fields,
  type Path,
} from "../rule.ts";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

const keysNeedSelector: Check<Fields> = (term, report) => {
  for (const field of ["matchLabelKeys", "mismatchLabelKeys"])
    if (list(term, field).length > 0 && !has(term, "labelSelector"))
      report([field], forbidden("It needs a `labelSelector`. Add one, or remove it."));
};

const keysOf = (term: Fields, field: string) => (term[field] as readonly string[] | null | undefined) ?? [];

const keysAreOnlyHere: Check<Fields> = (term, report) => {
  const others = keysOf(term, "mismatchLabelKeys");
  keysOf(term, "matchLabelKeys").forEach((key, index) => {
    if (others.includes(key))
      report(
        ["matchLabelKeys", index],
        invalid("It is in `mismatchLabelKeys` as well. Remove it from one of them."),
      );
  });
};

/** A key that is asked for, and stands in an expression of the selector after another use of it. */
const keyTwice: Check<Fields> = (term, report) => {
  const selector = map(term, "labelSelector");
  const asked = keysOf(term, "matchLabelKeys");
  const seen = new Set(Object.keys(map(selector, "matchLabels") ?? {}));
  for (const expression of list(selector, "matchExpressions")) {
    const key = text(expression, "key");
    if (asked.includes(key) && seen.has(key))
      report(
        ["matchLabelKeys", asked.indexOf(key)],
        invalid("The `labelSelector` has it as well. Remove one of them."),
      );
    seen.add(key);
  }
};

/** Of a term and of a spread constraint. Source: ValidateMatchLabelKeysAndMismatchLabelKeys. */
export const labelKeys = {
  each: each(qualifiedName),
  together: all(keysNeedSelector, keysAreOnlyHere, keyTwice),
};

/**
 * Of a Pod: the server puts the pod's labels of these keys into the selectors before it looks at them. In a template it
 * does not.
 */
export const labelKeysOfPod: Check<Fields> = (pod, report) => {
  const own = map(map(pod, "metadata"), "labels") ?? {};
  for (const { term, at } of termsOf(map(pod, "spec") ?? {})) {
    const selector = map(term, "labelSelector");
    const expressions = list(selector, "matchExpressions").map((expression) => text(expression, "key"));
    const seen = new Set([...Object.keys(map(selector, "matchLabels") ?? {}), ...expressions]);
    keysOf(term, "matchLabelKeys").forEach((key, index) => {
      if (selector && Object.hasOwn(own, key) && seen.has(key))
        report(
          ["spec", ...at, "matchLabelKeys", index],
          invalid("The `labelSelector` has it as well. Remove one of them."),
        );
      seen.add(key);
    });
  }
};

/** Everything in a pod's spec that selects other pods. */
function termsOf(spec: Fields): { term: Fields; at: Path }[] {
  const spread = list(spec, "topologySpreadConstraints").map((term, index) => ({
    term,
    at: ["topologySpreadConstraints", index],
  }));
  const affinities = ["podAffinity", "podAntiAffinity"].flatMap((kind) => {
    const affinity = map(map(spec, "affinity"), kind);
    const required = list(affinity, REQUIRED).map((term, index) => ({
      term,
      at: ["affinity", kind, REQUIRED, index],
    }));
    const preferred = list(affinity, PREFERRED).map((weighted, index) => ({
      term: map(weighted, "podAffinityTerm") ?? {},
      at: ["affinity", kind, PREFERRED, index, "podAffinityTerm"],
    }));
    return [...required, ...preferred];
  });
  return [...spread, ...affinities];
}
