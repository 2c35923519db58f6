/** Source: pkg/apis/core/validation/validation.go, ValidateResourceQuotaSpec; pkg/apis/core/helper. */
import { isQualifiedName } from "../../formats/names.ts";
import { quantityOf, signOf } from "../../formats/quantity.ts";
import { isExtended, roundedUp } from "../../formats/resources.ts";
import {
  all,
  eachKey,
  invalid,
  isUnknown,
  list,
  map,
  must,
  required,
  text,
  type Check,
  type Fields,
  type Path,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { COMPUTE, COUNTS, isQuotaResource } from "./resource-names.ts";
import { texts } from "../values.ts";

/** ValidateResourceQuotaResourceName. */
const resource = must(
  (name: string) => isQualifiedName(name) && (name.includes("/") || isQuotaResource(name)),
  "a resource that Kubernetes counts, such as requests.cpu or pods, or one with a prefix, such as count/deployments.apps",
);

/** ValidateResourceQuantityValue. */
const amounts: Check<Fields> = (hard, report) => {
  for (const [name, written] of Object.entries(hard)) {
    const quantity = quantityOf(written ?? "0");
    if (!quantity) continue;
    if (signOf(quantity) < 0) report([name], invalid("It must be at least 0."));
    if ((COUNTS.includes(name) || isExtended(name)) && roundedUp(quantity, 3) % 1000n !== 0n)
      report([name], invalid("It is counted in whole numbers.", "a whole number"));
  }
};

const ONLY_EXISTS = [
  "BestEffort",
  "NotBestEffort",
  "Terminating",
  "NotTerminating",
  "CrossNamespacePodAffinity",
];

const OF_PODS = ["pods", ...COMPUTE];

/** What can be counted in a scope. Source: IsResourceQuotaScopeValidForResource. */
const counted = (scope: string): readonly string[] => {
  if (scope === "BestEffort") return ["pods"];
  return scope === "VolumeAttributesClass" ? ["persistentvolumeclaims", "requests.storage"] : OF_PODS;
};

const OPPOSITES = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
] as const;

function together(scopes: readonly string[], at: Path, report: Report): void {
  for (const [one, other] of OPPOSITES)
    if (scopes.includes(one) && scopes.includes(other))
      report(at, invalid(`Nothing is in \`${one}\` and \`${other}\`. Remove one of them.`));
}

function fits(scope: string, spec: Fields, at: Path, report: Report): void {
  if (scope === "" || isUnknown(scope)) return;
  const unfit = Object.keys(map(spec, "hard") ?? {}).find(
    (name) => isQuotaResource(name) && !counted(scope).includes(name),
  );
  if (unfit !== undefined)
    report(at, invalid(`The scope \`${scope}\` does not count \`${unfit}\`. Remove one of them.`));
}

/** validateResourceQuotaScopes. */
const scopes: Check<Fields> = (spec, report) => {
  const given = texts(spec, "scopes");
  given.forEach((scope, index) => {
    if (scope === "") report(["scopes", index], invalid("The scope is empty. Write or remove it."));
    fits(scope, spec, ["scopes", index], report);
  });
  together(given, ["scopes"], report);
};

/** validateScopedResourceSelectorRequirement. */
const scopeSelector: Check<Fields> = (spec, report) => {
  const at = ["scopeSelector", "matchExpressions"];
  const expressions = list(map(spec, "scopeSelector"), "matchExpressions");
  expressions.forEach((expression, index) => {
    const scope = text(expression, "scopeName");
    fits(scope, spec, [...at, index, "scopeName"], report);
  });
  together(
    expressions.map((expression) => text(expression, "scopeName")),
    at,
    report,
  );
};

const expression: Check<Fields> = (expression, report) => {
  const [scope, operator] = [text(expression, "scopeName"), text(expression, "operator")];
  const count = texts(expression, "values").length;
  if (isUnknown(operator)) return;
  if (ONLY_EXISTS.includes(scope) && operator !== "Exists" && operator !== "")
    report(["operator"], invalid(`With the scope \`${scope}\` it must be \`Exists\`.`, "Exists"));
  if (["In", "NotIn"].includes(operator) && count === 0)
    report(["values"], required(`\`${operator}\` needs at least one value.`));
  if (["Exists", "DoesNotExist"].includes(operator) && count > 0)
    report(["values"], invalid(`\`${operator}\` takes no values. Remove them, or use \`In\`.`));
};

export const resourceQuotaRules: RuleTable = {
  "core/v1.ResourceQuotaSpec": {
    mirrors: "ValidateResourceQuotaSpec",
    fields: { hard: all(eachKey(resource), amounts) },
    whole: [scopes, scopeSelector],
  },
  "core/v1.ScopedResourceSelectorRequirement": {
    mirrors: "validateScopedResourceSelectorRequirement",
    whole: [expression],
  },
};
