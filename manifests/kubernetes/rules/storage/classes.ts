/** Source: pkg/apis/storage/validation, ValidateStorageClass, ValidateVolumeAttributesClass. */
import { qualifiedName } from "../../formats/names.ts";
import {
  all,
  invalid,
  list,
  oneOf,
  required,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { sizeOfTexts } from "../size-of-texts.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { texts } from "../values.ts";

const PARAMETERS_MAX = 512;
const PARAMETERS_SIZE_MAX = 256 * 1024;

/** The case of a provisioner does not count. */
export const driverName: Check<string> = (name, report) => qualifiedName(name.toLowerCase(), report);

/** validateParameters. */
const parameters: Check<Fields> = (given, report) => {
  const size = sizeOfTexts(given);
  if (Object.keys(given).length > PARAMETERS_MAX)
    report([], invalid(`At most ${PARAMETERS_MAX} parameters are allowed.`));
  if (size > PARAMETERS_SIZE_MAX)
    report([], invalid(`They have ${size} bytes, and ${PARAMETERS_SIZE_MAX} are allowed.`));
  if (Object.hasOwn(given, "")) report([], invalid("A parameter has an empty name. Name or remove it."));
};

const someParameter: Check<Fields> = (attributes, report) => {
  if (Object.keys((attributes["parameters"] as Fields | null | undefined) ?? {}).length === 0)
    report(["parameters"], required("At least one parameter is needed. Add it."));
};

/** What a term means, however it is written. */
const meaning = (term: Fields): string =>
  JSON.stringify(
    list(term, "matchLabelExpressions")
      .map(
        (expression) => [text(expression, "key"), [...new Set(texts(expression, "values"))].sort()] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const someExpression: Check<readonly (Fields | null)[]> = (terms, report) => {
  terms.forEach((term, index) => {
    if (list(term ?? {}, "matchLabelExpressions").length === 0)
      report([index, "matchLabelExpressions"], required("The topology is empty. Add a label, or remove it."));
  });
};

const topologies = all(
  someExpression,
  unique(
    (term: Fields | null) =>
      list(term ?? {}, "matchLabelExpressions").length > 0 ? meaning(term!) : undefined,
    "topologies",
    (index) => [index, "matchLabelExpressions"],
  ),
);

export const classRules: RuleTable = {
  "storage.k8s.io/v1.StorageClass": {
    mirrors: "ValidateStorageClass",
    fields: {
      provisioner: driverName,
      parameters,
      reclaimPolicy: unlessEmpty(oneOf("Delete", "Retain")),
      volumeBindingMode: oneOf("Immediate", "WaitForFirstConsumer"),
      allowedTopologies: topologies,
    },
  },
  "core/v1.TopologySelectorTerm": {
    mirrors: "ValidateTopologySelectorTerm",
    fields: {
      matchLabelExpressions: unique(
        (expression: Fields) => text(expression, "key"),
        "the keys of a term",
        (index) => [index, "key"],
      ),
    },
  },
  "core/v1.TopologySelectorLabelRequirement": {
    mirrors: "validateTopologySelectorLabelRequirement",
    fields: { key: qualifiedName, values: unique((value: string | null) => value ?? "", "the values") },
  },
  "storage.k8s.io/v1.VolumeAttributesClass": {
    mirrors: "ValidateVolumeAttributesClass",
    fields: { driverName, parameters },
    whole: [someParameter],
  },
};
