/** Source: pkg/apis/core/validation/validation.go, ValidatePersistentVolumeClaimSpec and what it calls. */
import { dnsSubdomain } from "../../formats/names.ts";
import { quantityOf, signOf } from "../../formats/quantity.ts";
import {
  invalid,
  isUnknown,
  judge,
  map,
  oneOf,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { accessModes } from "./access-modes.ts";

const CLAIM = "PersistentVolumeClaim";
const SNAPSHOT = "snapshot.storage.k8s.io VolumeSnapshot";

const size: Check<Fields> = (spec, report) => {
  const requests = map(map(spec, "resources"), "requests");
  const at = ["resources", "requests", "storage"];
  if (!Object.hasOwn(requests ?? {}, "storage"))
    return report(at, required("The size of the volume is missing. Add it, such as `storage: 10Gi`."));
  const storage = requests!["storage"];
  const quantity = quantityOf(storage ?? "0");
  if (quantity && signOf(quantity) <= 0) report(at, invalid("The size must be more than 0."));
};

/** validateDataSource. */
const checked: Check<Fields> = (source, report) => {
  const [group, kind] = [text(source, "apiGroup"), text(source, "kind")];
  if (group === "" && kind !== CLAIM && !isUnknown(kind))
    report(["kind"], invalid(`Without \`apiGroup\` it must be ${CLAIM}. Add the group of the kind.`, CLAIM));
  judge(unlessEmpty(dnsSubdomain), source["apiGroup"], within(report, "apiGroup"));
};

const LEFT_OUT = {
  ...invalid("The server leaves it out without a word, and the volume is empty."),
  isWarning: true,
};

const isKnown = (source: Fields): boolean => {
  const [group, kind] = [text(source, "apiGroup"), text(source, "kind")];
  if (isUnknown(group) || isUnknown(kind)) return true;
  return group === "" ? kind === CLAIM : `${group} ${kind}` === SNAPSHOT;
};

/** validateDataSource and validateDataSourceRef, after EnforceDataSourceBackwardsCompatibility and DropDisabledFields. */
const sources: Check<Fields> = (spec, report) => {
  const [source, reference] = [map(spec, "dataSource"), map(spec, "dataSourceRef")];
  const namespace = text(reference, "namespace");
  if (isUnknown(namespace)) return;
  const isDropped = namespace !== "";
  if (reference && isDropped) report(["dataSourceRef", "namespace"], LEFT_OUT);
  else if (reference) checked(reference, within(report, "dataSourceRef"));
  if (source && (!reference || isDropped)) {
    if (!isKnown(source)) report(["dataSource"], LEFT_OUT);
  } else if (source && reference) {
    checked(source, within(report, "dataSource"));
    if (["apiGroup", "kind", "name"].some((field) => differ(source, reference, field)))
      report(["dataSource"], invalid("It differs from `dataSourceRef`, which says the same. Remove it."));
  }
};

/** An empty text is not an absent one here. */
const differ = (one: Fields, other: Fields, field: string) =>
  [one, other].every((source) => !isUnknown(source[field])) &&
  (one[field] ?? null) !== (other[field] ?? null);

export const claimRules: RuleTable = {
  "core/v1.PersistentVolumeClaim": {
    mirrors: "ValidatePersistentVolumeClaim",
    whole: [specRequired],
    // Of a StatefulSet's claims it is not looked at, and of objects themselves it is with all metadata.
    unchecked: ["metadata"],
  },
  "core/v1.PersistentVolumeClaimSpec": {
    mirrors: "ValidatePersistentVolumeClaimSpec",
    fields: {
      storageClassName: unlessEmpty(dnsSubdomain),
      volumeAttributesClassName: unlessEmpty(dnsSubdomain),
      volumeMode: oneOf("Block", "Filesystem"),
    },
    whole: [accessModes, size, sources],
  },
};
