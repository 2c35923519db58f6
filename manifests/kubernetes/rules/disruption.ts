/** Source: pkg/apis/policy/validation, ValidatePodDisruptionBudgetSpec. */
import { atMostAll, percentOrNumber } from "../formats/percent.ts";
import { all, invalid, oneOf, type Check, type Fields, type RuleTable } from "./rule.ts";
import { isFilled } from "./values.ts";

const amount: Check<number | string> = all(percentOrNumber, atMostAll);

const notBoth: Check<Fields> = (spec, report) => {
  if (["minAvailable", "maxUnavailable"].every((field) => isFilled(spec, field)))
    report([], invalid("A budget has minAvailable or maxUnavailable, not both. Remove one."));
};

export const disruptionRules: RuleTable = {
  "policy/v1.PodDisruptionBudgetSpec": {
    mirrors: "ValidatePodDisruptionBudgetSpec",
    fields: {
      minAvailable: amount,
      maxUnavailable: amount,
      unhealthyPodEvictionPolicy: oneOf("IfHealthyBudget", "AlwaysAllow"),
    },
    whole: [notBoth],
  },
};
