import { commonPodSpec } from "../pod/pod.ts";
import {
  forbidden,
  has,
  invalid,
  isUnknown,
  list,
  map,
  required,
  text,
  within,
  type Check,
  type Fields,
} from "../rule.ts";
import { selects } from "../metadata.ts";

/** A check of the spec of the pods that a template makes. */
export const inTemplate =
  (check: Check<Fields>): Check<Fields> =>
  (owner, report) => {
    const spec = map(map(owner, "template"), "spec");
    if (spec) check(spec, within(report, "template", "spec"));
  };

/** Of whatever has a template, but a StatefulSet. */
export const commonTemplate = inTemplate(commonPodSpec);

export const templateRequired: Check<Fields> = (owner, report) => {
  if (!has(owner, "template")) report(["template"], required("The template of the pods is missing. Add it."));
};

/** Of what keeps its pods running. Source: ValidatePodTemplateSpecForReplicaSet and its like. */
export const alwaysRestarted = inTemplate((spec, report) => {
  const policy = text(spec, "restartPolicy");
  if (!["", "Always"].includes(policy) && !isUnknown(policy))
    report(["restartPolicy"], {
      code: "value-unsupported",
      expected: "Always",
      detail: `Its pods are always restarted, and \`${policy}\` is for Jobs. Remove it, or use Always.`,
    });
  if (has(spec, "activeDeadlineSeconds"))
    report(["activeDeadlineSeconds"], forbidden("Only Pods and Jobs end after some time. Remove it."));
});

export const templateLabels = (owner: Fields): Fields =>
  map(map(map(owner, "template"), "metadata"), "labels") ?? {};

export const SELECTS_NOT = "The selector does not select the pods of the template. Make their labels fit it.";

/** Whether something in a value is unknown. */
export const hasVariables = (value: unknown) => JSON.stringify(value)?.includes("${") ?? false;

/** Whether a selector fits the labels of the template; true where variables make it unknown. */
export const selectsTemplate = (owner: Fields): boolean => {
  const [selector, labels] = [map(owner, "selector") ?? {}, templateLabels(owner)];
  return hasVariables(selector) || hasVariables(labels) || selects(selector, labels);
};

export const isEmptySelector = (selector: Fields): boolean =>
  Object.keys(map(selector, "matchLabels") ?? {}).length + list(selector, "matchExpressions").length === 0;

/** Of a selector that must be there and not be empty. */
export const selectorFits: Check<Fields> = (owner, report) => {
  const selector = map(owner, "selector");
  if (!selector || !has(owner, "template")) return;
  if (isEmptySelector(selector))
    report(["selector"], invalid("An empty selector selects every pod. Add `matchLabels`."));
  else if (!selectsTemplate(owner)) report(["template", "metadata", "labels"], invalid(SELECTS_NOT));
};
