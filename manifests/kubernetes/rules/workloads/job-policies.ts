/** Source: pkg/apis/batch/validation/validation.go, validatePodFailurePolicy, validateSuccessPolicy. */
import { qualifiedName } from "../../formats/names.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  all,
  has,
  invalid,
  isUnknown,
  list,
  map,
  notNegative,
  number,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { mostItems } from "../most-items.ts";
import { completionsOf } from "./completions.ts";
import { parseIndexes } from "../../formats/indexes.ts";

const RULES_MAX = 20;
const EXIT_CODES_MAX = 255;
const PATTERNS_MAX = 20;
const INDEXES_MAX = 64 * 1024;

/** Of a Job's spec: its rules about exit codes name containers that are there. */
export const failurePolicy: Check<Fields> = (spec, report) => {
  const pod = map(map(spec, "template"), "spec");
  const names = ["containers", "initContainers"].flatMap((field) =>
    list(pod, field).map((container) => text(container, "name")),
  );
  list(map(spec, "podFailurePolicy"), "rules").forEach((rule, index) => {
    const of = within(report, "podFailurePolicy", "rules", index);
    if (text(rule, "action") === "FailIndex" && !has(spec, "backoffLimitPerIndex"))
      of(["action"], invalid("`FailIndex` needs `backoffLimitPerIndex`. Add it, or use `FailJob`."));
    containerIsThere(map(rule, "onExitCodes"), names, within(of, "onExitCodes"));
  });
};

function containerIsThere(onExitCodes: Fields | undefined, names: readonly string[], report: Report): void {
  if (!onExitCodes || !has(onExitCodes, "containerName")) return;
  const name = text(onExitCodes, "containerName");
  if (![name, ...names].some(isUnknown) && !names.includes(name))
    report(["containerName"], invalid(`The template has no container \`${name}\`.`));
}

const exitCodes: Check<Fields> = (requirement, report) => {
  const values = (requirement["values"] as readonly number[] | null | undefined) ?? [];
  if (text(requirement, "operator") === "In" && values.includes(0))
    report(["values", values.indexOf(0)], invalid("0 is no failure. Remove it."));
  if (values.some((value, index) => index > 0 && values[index - 1]! > value))
    report(["values"], invalid("They must be in ascending order."));
};

const oneReason: Check<Fields> = (rule, report) => {
  const conditions = list(rule, "onPodConditions").length > 0 ? rule["onPodConditions"] : undefined;
  exactlyOne(["onExitCodes", "onPodConditions"], "when the rule holds")(
    { onExitCodes: rule["onExitCodes"], onPodConditions: conditions },
    report,
  );
};

/** Of a Job's spec: the indexes and counts of its success are among its completions. */
export const successPolicy: Check<Fields> = (spec, report) => {
  const completions = completionsOf(spec);
  if (completions === undefined || text(spec, "completionMode") !== "Indexed") return;
  list(map(spec, "successPolicy"), "rules").forEach((rule, index) => {
    successRule(rule, completions, within(report, "successPolicy", "rules", index));
  });
};

function successRule(rule: Fields, completions: number, report: Report): void {
  const [count, indexes] = [number(rule, "succeededCount"), text(rule, "succeededIndexes")];
  if (count !== undefined && count > completions)
    report(["succeededCount"], invalid(`It must be at most the completions, which are ${completions}.`));
  if (!has(rule, "succeededIndexes") || isUnknown(indexes)) return;
  const total = parseIndexes(indexes, completions);
  if (total === undefined)
    report(
      ["succeededIndexes"],
      invalid(
        `It must be ascending numbers below ${completions}, such as 0,2-4.`,
        "ascending numbers, such as 0,2-4",
      ),
    );
  if (count !== undefined && count > (total ?? 0))
    report(["succeededCount"], invalid("It is more than there are in `succeededIndexes`."));
}

const someSuccess: Check<Fields> = (rule, report) => {
  if (!has(rule, "succeededCount") && !has(rule, "succeededIndexes"))
    report([], required("Add `succeededCount` or `succeededIndexes`."));
};

const shortIndexes: Check<string> = (indexes, report) => {
  if (indexes.length > INDEXES_MAX)
    report([], invalid(`It has ${indexes.length} characters, and ${INDEXES_MAX} are allowed.`));
};

export const jobPolicyRules: RuleTable = {
  "batch/v1.PodFailurePolicy": {
    mirrors: "validatePodFailurePolicy",
    fields: { rules: mostItems(RULES_MAX, "rules") },
  },
  "batch/v1.PodFailurePolicyRule": {
    mirrors: "validatePodFailurePolicyRule",
    fields: { onPodConditions: mostItems(PATTERNS_MAX, "conditions") },
    whole: [oneReason],
  },
  "batch/v1.PodFailurePolicyOnExitCodesRequirement": {
    mirrors: "validatePodFailurePolicyRuleOnExitCodes",
    fields: { values: all(mostItems(EXIT_CODES_MAX, "exit codes"), unique(String, "exit codes")) },
    whole: [exitCodes],
  },
  "batch/v1.PodFailurePolicyOnPodConditionsPattern": {
    mirrors: "validatePodFailurePolicyRuleOnPodConditions",
    fields: { type: qualifiedName, status: unlessEmpty(oneOf("True", "False", "Unknown")) },
  },
  "batch/v1.SuccessPolicy": {
    mirrors: "validateSuccessPolicy",
    fields: { rules: mostItems(RULES_MAX, "rules") },
  },
  "batch/v1.SuccessPolicyRule": {
    mirrors: "validateSuccessPolicyRule",
    fields: { succeededCount: notNegative, succeededIndexes: shortIndexes },
    whole: [someSuccess],
  },
};
