/** Source: pkg/apis/core/validation/validation.go, ValidateLimitRange; pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem. */
import { isQualifiedName } from "../../formats/names.ts";
import { compareQuantities, quantityOf, type Quantity } from "../../formats/quantity.ts";
import { canOvercommit, isContainerResource } from "../../formats/resources.ts";
import {
  eachKey,
  forbidden,
  invalid,
  isUnknown,
  map,
  must,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { isResourceName } from "./resource-names.ts";

const TYPES = ["Pod", "Container", "PersistentVolumeClaim"];
const LISTS = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];
const ONE: Quantity = { digits: 1n, scale: 0 };

const limitType = must(
  (type: string) => isQualifiedName(type) && (type.includes("/") || TYPES.includes(type)),
  "Pod, Container or PersistentVolumeClaim",
);

const containerResource = must(
  isContainerResource,
  "cpu, memory, ephemeral-storage, hugepages-<size> or a name with a prefix, such as example.com/gpu",
);
const anyResource = must(
  isResourceName,
  "a resource of Kubernetes, or a name with a prefix, such as example.com/gpu",
);

const resourceNames: Check<Fields> = (item, report) => {
  const type = text(item, "type");
  if (isUnknown(type)) return;
  const name = type === "Pod" || type === "Container" ? containerResource : anyResource;
  for (const field of LISTS) eachKey(name)(map(item, field) ?? {}, within(report, field));
};

const noDefaultsOfPods: Check<Fields> = (item, report) => {
  if (text(item, "type") !== "Pod") return;
  for (const field of ["default", "defaultRequest"])
    if (Object.keys(map(item, field) ?? {}).length > 0)
      report([field], forbidden("A limit of the type Pod has no defaults. Use the type Container for them."));
};

const sizeOfClaims: Check<Fields> = (item, report) => {
  const isLimited = ["min", "max"].some((field) => Object.hasOwn(map(item, field) ?? {}, "storage"));
  if (text(item, "type") === "PersistentVolumeClaim" && !isLimited)
    report([], required("Say how large claims can be. Add `storage` to `min` or `max`."));
};

type Amounts = Readonly<Record<string, Quantity | undefined>>;

/** A name and its quantity, or undefined where a variable stands in its place. */
const amountsOf = (item: Fields, field: string): Record<string, Quantity | undefined> =>
  Object.fromEntries(
    Object.entries(map(item, field) ?? {}).map(([name, value]) => [name, quantityOf(value ?? "0")]),
  );

/** With the defaults of containers that are made of other fields. */
function defaultsOf(item: Fields, min: Amounts, max: Amounts): { limits: Amounts; requests: Amounts } {
  const [limits, requests] = [amountsOf(item, "default"), amountsOf(item, "defaultRequest")];
  if (text(item, "type") === "Pod") return { limits: {}, requests: {} };
  if (text(item, "type") !== "Container") return { limits, requests };
  const allLimits = { ...max, ...limits };
  return { limits: allLimits, requests: { ...min, ...allLimits, ...requests } };
}

const NAMES = {
  min: "`min`",
  max: "`max`",
  default: "`default`",
  defaultRequest: "`defaultRequest`",
} as const;

/** The first must not be more than the second. It is told at the third, unless that is a default of Kubernetes'. */
const ORDER = [
  ["min", "max", "min"],
  ["min", "defaultRequest", "defaultRequest"],
  ["defaultRequest", "max", "defaultRequest"],
  ["defaultRequest", "default", "defaultRequest"],
  ["min", "default", "default"],
  ["default", "max", "default"],
] as const;

const inOrder: Check<Fields> = (item, report) => {
  const [min, max] = [amountsOf(item, "min"), amountsOf(item, "max")];
  const { limits, requests } = defaultsOf(item, min, max);
  const all = { min, max, default: limits, defaultRequest: requests };
  for (const [less, more, told] of ORDER)
    for (const [name, quantity] of Object.entries(all[less])) {
      const other = all[more][name];
      if (!quantity || !other || compareQuantities(quantity, other) <= 0) continue;
      const at = [told, less, more].find((field) => Object.hasOwn(map(item, field) ?? {}, name));
      if (at !== undefined)
        report(
          [at, name],
          invalid(`${NAMES[less]} of \`${name}\` is more than ${NAMES[more]}. Change one of them.`),
        );
    }
  for (const [name, limit] of Object.entries(limits))
    if (!canOvercommit(name) && limit && requests[name] && compareQuantities(limit, requests[name]) !== 0)
      report(["defaultRequest", name], invalid("It must equal `default`: this resource cannot be shared."));
};

/** A number that is exact enough: Kubernetes compares with floating points as well. */
const toNumber = ({ digits, scale }: Quantity) => Number(digits) / 10 ** scale;

const ratios: Check<Fields> = (item, report) => {
  const [min, max] = [amountsOf(item, "min"), amountsOf(item, "max")];
  for (const [name, ratio] of Object.entries(amountsOf(item, "maxLimitRequestRatio"))) {
    if (!ratio) continue;
    const at = ["maxLimitRequestRatio", name];
    if (compareQuantities(ratio, ONE) < 0) report(at, invalid("It must be at least 1."));
    const [least, most] = [min[name], max[name]];
    if (least && most && toNumber(ratio) > toNumber(most) / toNumber(least))
      report(at, invalid("It is more than `max` divided by `min`. Lower it."));
  }
};

export const limitRangeRules: RuleTable = {
  "core/v1.LimitRangeSpec": {
    mirrors: "ValidateLimitRange",
    fields: {
      limits: unique(
        (item: Fields | null) => text(item ?? {}, "type"),
        "the types of limits",
        (index) => [index, "type"],
      ),
    },
  },
  "core/v1.LimitRangeItem": {
    mirrors: "ValidateLimitRange",
    fields: { type: limitType },
    whole: [resourceNames, noDefaultsOfPods, sizeOfClaims, inOrder, ratios],
  },
};
