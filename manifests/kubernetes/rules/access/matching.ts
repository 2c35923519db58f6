/** What webhooks and policies are asked about. Source: pkg/apis/admissionregistration/validation/validation.go. */
import { pathSegment, qualifiedName } from "../../formats/names.ts";
import { mostItems } from "../most-items.ts";
import {
  all,
  invalid,
  isUnknown,
  oneOf,
  quote,
  required,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { eachText, texts } from "../values.ts";

const CONDITIONS_MAX = 64;

/** Lists that a rule needs, and of which `*` is everything. */
const LISTS = ["operations", "apiGroups", "apiVersions"] as const;

const lists: Check<Fields> = (rule, report) => {
  for (const field of [...LISTS, "resources"])
    if (texts(rule, field).length === 0)
      report([field], required(`The rule needs at least one of \`${field}\`. Add it.`));
  for (const field of LISTS)
    if (texts(rule, field).length > 1 && texts(rule, field).includes("*"))
      report([field], invalid("`*` means all, and stands alone. Remove it, or the others."));
};

const notEmpty: Check<string> = (item, report) => {
  if (item === "") report([], required("It is empty. Write or remove it."));
};

/** validateResources. */
const resources: Check<readonly (string | null)[]> = (given, report) => {
  const names = given.map((name) => name ?? "");
  const covering = new Set<string>();
  names.forEach((name, index) => {
    const [resource, ...rest] = name.split("/");
    if (rest.length === 0) return;
    const sub = rest.join("/");
    const covered = [`${resource}/*`, `*/${sub}`].find((pattern) => covering.has(pattern));
    if (covered !== undefined)
      report([index], invalid(`\`${covered}\` means ${quote(name)} already. Remove this.`));
    if (sub === "*") covering.add(`${resource}/*`);
    if (resource === "*") covering.add(`*/${sub}`);
  });
  if (names.length > 1 && names.includes("*/*"))
    report([], invalid("`*/*` means everything, and stands alone. Remove it, or the others."));
  const plain = names.filter((name) => name !== "" && !name.includes("/"));
  if (!names.some(isUnknown) && names.includes("*") && plain.at(-1) !== undefined && plain.at(-1) !== "*")
    report([], invalid("`*` means all resources. Remove it, or those without a subresource."));
};

const rule = {
  fields: {
    operations: eachText(oneOf("*", "CONNECT", "CREATE", "DELETE", "UPDATE")),
    scope: oneOf("*", "Cluster", "Namespaced"),
    apiVersions: eachText(notEmpty),
    resources: all(eachText(notEmpty), resources),
  },
  whole: [lists],
};

export const matchConditions: Check<readonly Fields[]> = all(
  mostItems(CONDITIONS_MAX, "conditions"),
  unique(
    (condition: Fields) => text(condition, "name") || undefined,
    "the names of conditions",
    (index) => [index, "name"],
  ),
);

/** An expression of blanks is none. */
export const expression: Check<string> = (text, report) => {
  if (text !== "" && text.trim() === "") report([], required("The expression is empty. Write it."));
};

export const matchingRules: RuleTable = {
  "admissionregistration.k8s.io/v1.RuleWithOperations": { mirrors: "validateRuleWithOperations", ...rule },
  "admissionregistration.k8s.io/v1.NamedRuleWithOperations": {
    mirrors: "validateNamedRuleWithOperations",
    whole: rule.whole,
    fields: {
      ...rule.fields,
      resourceNames: all(
        eachText(pathSegment),
        unique((name: string | null) => name ?? "", "names"),
      ),
    },
  },
  "admissionregistration.k8s.io/v1.MatchResources": {
    mirrors: "validateMatchResources",
    fields: { matchPolicy: oneOf("Equivalent", "Exact") },
  },
  "admissionregistration.k8s.io/v1.MatchCondition": {
    mirrors: "validateMatchCondition",
    fields: { name: qualifiedName, expression },
  },
};
