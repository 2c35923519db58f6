/** Source: pkg/apis/core/validation/validation.go, validateAffinity and what it calls. */
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from "../../formats/names.ts";
import {
  between,
  each,
  forbidden,
  invalid,
  isUnknown,
  judge,
  list,
  must,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { labelKeys } from "./label-keys.ts";

const weight = between(1, 100);

const valuesOf = (requirement: Fields) =>
  (requirement["values"] as readonly unknown[] | null | undefined) ?? [];

/** ValidateNodeSelectorRequirement. The words of `operator` are the schema's. */
const labelRequirement: Check<Fields> = (requirement, report) => {
  judge(qualifiedName, requirement["key"], within(report, "key"));
  const operator = text(requirement, "operator");
  const count = valuesOf(requirement).length;
  if (["In", "NotIn"].includes(operator) && count === 0)
    report(["values"], required(`\`${operator}\` needs at least one value.`));
  if (["Exists", "DoesNotExist"].includes(operator) && count > 0)
    report(["values"], forbidden(`\`${operator}\` takes no values. Remove them, or use \`In\`.`));
  if (["Gt", "Lt"].includes(operator) && count !== 1)
    report(["values"], required(`\`${operator}\` needs exactly one value.`));
};

const nodeName = must(
  (key: string) => key === "metadata.name",
  "metadata.name, the only field that can be selected",
);

/** ValidateNodeFieldSelectorRequirement. */
const fieldRequirement: Check<Fields> = (requirement, report) => {
  const operator = text(requirement, "operator");
  if (!["In", "NotIn"].includes(operator) && !isUnknown(operator))
    report(["operator"], invalid("A field of a node takes `In` and `NotIn`.", "In or NotIn"));
  else if (valuesOf(requirement).length !== 1)
    report(["values"], required("A field of a node takes exactly one value."));
  judge(nodeName, requirement["key"], within(report, "key"));
  each(dnsSubdomain)(valuesOf(requirement), within(report, "values"));
};

/** Values of preferred terms are not looked at. */
const requiredTerms: Check<readonly Fields[]> = each((term: Fields, report) => {
  list(term, "matchExpressions").forEach((requirement, index) => {
    each(labelValue)(valuesOf(requirement), within(report, "matchExpressions", index, "values"));
  });
});

export const affinityRules: RuleTable = {
  "core/v1.NodeSelectorTerm": {
    mirrors: "ValidateNodeSelectorTerm",
    fields: { matchExpressions: each(labelRequirement), matchFields: each(fieldRequirement) },
  },
  "core/v1.NodeSelector": { mirrors: "ValidateNodeSelector", fields: { nodeSelectorTerms: requiredTerms } },
  "core/v1.PreferredSchedulingTerm": { mirrors: "ValidatePreferredSchedulingTerms", fields: { weight } },
  "core/v1.WeightedPodAffinityTerm": { mirrors: "validateWeightedPodAffinityTerms", fields: { weight } },
  "core/v1.PodAffinityTerm": {
    mirrors: "validatePodAffinityTerm",
    fields: {
      topologyKey: qualifiedName,
      namespaces: each(dnsLabel),
      matchLabelKeys: labelKeys.each,
      mismatchLabelKeys: labelKeys.each,
    },
    whole: [labelKeys.together],
  },
};
