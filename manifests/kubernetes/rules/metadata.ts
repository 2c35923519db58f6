/** What holds for metadata and labels wherever they are. What holds only for an object's own is in root-metadata.ts. */
import { labelValue, qualifiedName } from "../formats/names.ts";
import {
  all,
  each,
  eachKey,
  forbidden,
  invalid,
  list,
  oneOf,
  required,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { sizeOfTexts } from "./size-of-texts.ts";

/** Bytes of all annotations together. */
const ANNOTATIONS_MAX = 256 * 1024;

const annotationsFit: Check<Fields> = (annotations, report) => {
  const size = sizeOfTexts(annotations);
  if (size > ANNOTATIONS_MAX)
    report(
      [],
      invalid(
        `The annotations have ${size} bytes, and ${ANNOTATIONS_MAX} are allowed. Move some into a ConfigMap.`,
      ),
    );
};

/** The server compares the keys of annotations in lower case. */
const annotationKey: Check<string> = (key, report) => qualifiedName(key.toLowerCase(), report);

export const labels: Check<Fields> = all(eachKey(qualifiedName), each(labelValue));

export const annotations: Check<Fields> = all(eachKey(annotationKey), annotationsFit);

const SETS = ["In", "NotIn"];

const requirement: Check<Fields> = (expression, report) => {
  const operator = text(expression, "operator");
  const values = (expression["values"] as readonly unknown[] | null) ?? [];
  if (SETS.includes(operator) && values.length === 0)
    report(["values"], required(`\`${operator}\` needs at least one value.`));
  if (["Exists", "DoesNotExist"].includes(operator) && values.length > 0)
    report(["values"], forbidden(`\`${operator}\` takes no values. Remove them, or use \`In\`.`));
};

/** What a server-side apply takes only once, in templates, too. */
export const noneTwice = {
  finalizers: unique<string>((name) => name, "finalizers"),
  owners: unique(
    (owner: Fields) => text(owner, "uid"),
    "owners",
    (index) => [index, "uid"],
  ),
};

export const metadataRules: RuleTable = {
  "meta/v1.ObjectMeta": {
    mirrors: "ValidateLabels, ValidateAnnotations",
    fields: {
      labels,
      annotations,
      finalizers: noneTwice.finalizers,
      ownerReferences: noneTwice.owners,
    },
  },
  "meta/v1.LabelSelector": { mirrors: "ValidateLabelSelector", fields: { matchLabels: labels } },
  "meta/v1.LabelSelectorRequirement": {
    mirrors: "ValidateLabelSelectorRequirement",
    fields: {
      key: qualifiedName,
      operator: oneOf("In", "NotIn", "Exists", "DoesNotExist"),
      values: each(labelValue),
    },
    whole: [requirement],
  },
};

/** What a selector is asked of. */
export type Labels = Fields;

/** Whether labels fit a selector, by its matchLabels and matchExpressions. */
export function selects(selector: Fields, given: Labels): boolean {
  const matchLabels = Object.entries((selector["matchLabels"] as Fields | null) ?? {});
  return (
    matchLabels.every(([key, value]) => (given[key] ?? undefined) === (value ?? "")) &&
    list(selector, "matchExpressions").every((expression) => {
      const key = text(expression, "key");
      const values = (expression["values"] as readonly unknown[] | null) ?? [];
      const isThere = Object.hasOwn(given, key);
      switch (text(expression, "operator")) {
        case "In":
          return isThere && values.includes(given[key] ?? "");
        case "NotIn":
          return !isThere || !values.includes(given[key] ?? "");
        case "Exists":
          return isThere;
        default:
          return !isThere;
      }
    })
  );
}
