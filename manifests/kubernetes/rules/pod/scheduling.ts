/** Source: pkg/apis/core/validation/validation.go, ValidateTolerations, validateTopologySpreadConstraints. */
import { isLabelValue, qualifiedName } from "../../formats/names.ts";
import {
  between,
  has,
  invalid,
  isUnknown,
  oneOf,
  quote,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { labelKeys } from "./label-keys.ts";

const toleration: Check<Fields> = (toleration, report) => {
  const [key, operator, value] = [
    text(toleration, "key"),
    text(toleration, "operator"),
    text(toleration, "value"),
  ];
  if (isUnknown(operator) || isUnknown(key)) return;
  if (key === "" && operator !== "Exists")
    report(["operator"], invalid("Without a `key` it must be `Exists`, which means every taint. Add a key."));
  if (operator === "Exists" && value !== "")
    report(["operator"], invalid("`Exists` takes no value. Remove it, or use `Equal`."));
  if (operator !== "Exists" && !isUnknown(value) && !isLabelValue(value))
    report(["value"], invalid(`${quote(value)} can be no value of a taint.`));
};

const secondsNeedEffect: Check<Fields> = (toleration, report) => {
  const effect = text(toleration, "effect");
  if (has(toleration, "tolerationSeconds") && effect !== "NoExecute" && !isUnknown(effect))
    report(["effect"], invalid("With `tolerationSeconds` it must be `NoExecute`.", "NoExecute"));
};

export const spreadConstraints: Check<readonly Fields[]> = unique(
  (constraint: Fields) => `${text(constraint, "topologyKey")}, ${text(constraint, "whenUnsatisfiable")}`,
  "a topology key with `whenUnsatisfiable`",
  (index) => [index, "topologyKey"],
);

const domainsNeedRefusal: Check<Fields> = (constraint, report) => {
  const action = text(constraint, "whenUnsatisfiable");
  if (has(constraint, "minDomains") && action !== "DoNotSchedule" && !isUnknown(action))
    report(
      ["minDomains"],
      invalid("It needs `whenUnsatisfiable: DoNotSchedule`. Change or remove one of them."),
    );
};

export const schedulingRules: RuleTable = {
  "core/v1.Toleration": {
    mirrors: "ValidateTolerations",
    fields: { key: unlessEmpty(qualifiedName), operator: unlessEmpty(oneOf("Equal", "Exists")) },
    whole: [toleration, secondsNeedEffect],
  },
  "core/v1.TopologySpreadConstraint": {
    mirrors: "validateTopologySpreadConstraints",
    fields: {
      maxSkew: between(1),
      minDomains: between(1),
      nodeAffinityPolicy: oneOf("Honor", "Ignore"),
      nodeTaintsPolicy: oneOf("Honor", "Ignore"),
      matchLabelKeys: labelKeys.each,
    },
    whole: [domainsNeedRefusal, labelKeys.together],
  },
};
