/** Source: pkg/apis/core/validation/validation.go, validateObjectFieldSelector, validateContainerResourceFieldSelector. */
import { fileInVolume } from "../../formats/paths.ts";
import { isQualifiedName } from "../../formats/names.ts";
import { compareQuantities, parseQuantity, signOf } from "../../formats/quantity.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  between,
  invalid,
  isUnknown,
  map,
  oneOf,
  quote,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";

/** The modes of a file's permissions. */
export const fileMode = between(0, 0o777);

/** `metadata.labels['app']` and such: one of a pod's labels or annotations. */
const SUBSCRIPT = /^(.+?)\['(.*)'\]$/s;

/** A field of the pod itself, or one of its labels or annotations. */
export const fieldOfPod =
  (words: string[]): Check<Fields> =>
  (selector, report) => {
    const path = text(selector, "fieldPath");
    if (isUnknown(path)) return;
    const [, map = "", key = ""] = SUBSCRIPT.exec(path) ?? [];
    if (map === "") return oneOf(...words)(path, within(report, "fieldPath"));
    if (map !== "metadata.labels" && map !== "metadata.annotations")
      report(["fieldPath"], invalid(`\`${map}\` has no parts. Only labels and annotations have.`));
    else if (!isQualifiedName(map === "metadata.labels" ? key : key.toLowerCase()))
      report(["fieldPath"], invalid(`${quote(key)} is no name of a label or annotation.`));
  };

/** validVolumeDownwardAPIFieldPathExpressions. */
const fieldRef = fieldOfPod([
  "metadata.name",
  "metadata.namespace",
  "metadata.labels",
  "metadata.annotations",
  "metadata.uid",
]);

const RESOURCES = ["cpu", "memory", "ephemeral-storage"].flatMap((name) => [
  `limits.${name}`,
  `requests.${name}`,
]);

const resource: Check<string> = (name, report) => {
  if (!/^(limits|requests)\.hugepages-/.test(name)) oneOf(...RESOURCES)(name, report);
};

const CPU_UNITS = ["1", "1m"];
const DECIMAL_UNITS = ["1", "1k", "1M", "1G", "1T", "1P", "1E"];
const BINARY_UNITS = ["1", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/** What the divisor may be in the notation it is written in: `1000` is 1k to Kubernetes, and `1024` is not 1Ki. */
function unitsFor(resource: string, written: string): string[] {
  if (/[eE][-+]?\d+$/.test(written)) return ["1"];
  if (resource.endsWith(".cpu")) return CPU_UNITS;
  return written.endsWith("i") ? BINARY_UNITS : DECIMAL_UNITS;
}

/** validateContainerResourceDivisor. */
const divisor: Check<Fields> = (selector, report) => {
  const [name, written] = [
    text(selector, "resource"),
    String((selector["divisor"] as string | number | null | undefined) ?? "0"),
  ];
  const given = parseQuantity(written);
  if (isUnknown(name) || !given || signOf(given) === 0) return;
  const units = unitsFor(name, written);
  if (units.some((unit) => compareQuantities(parseQuantity(unit)!, given) === 0)) return;
  const expected = name.endsWith(".cpu") ? "1 or 1m" : "1, or 1 with a unit such as 1k or 1Mi";
  report(["divisor"], invalid(`The divisor ${quote(written)} is not ${expected}.`, expected));
};

/** In a volume nothing else tells which container is meant. */
const containerNamed: Check<Fields> = (file, report) => {
  const selector = map(file, "resourceFieldRef");
  if (selector && text(selector, "containerName") === "")
    report(["resourceFieldRef", "containerName"], required("The name of the container is missing. Add it."));
};

export const downwardApiRules: RuleTable = {
  "core/v1.ObjectFieldSelector": {
    mirrors: "validateObjectFieldSelector",
    fields: { apiVersion: unlessEmpty(oneOf("v1")) },
  },
  "core/v1.ResourceFieldSelector": {
    mirrors: "validateContainerResourceFieldSelector, validateContainerResourceDivisor",
    fields: { resource },
    whole: [divisor],
  },
  "core/v1.DownwardAPIVolumeFile": {
    mirrors: "validateDownwardAPIVolumeFile",
    fields: { path: fileInVolume, mode: fileMode, fieldRef },
    whole: [exactlyOne(["fieldRef", "resourceFieldRef"], "what the file contains"), containerNamed],
  },
};
