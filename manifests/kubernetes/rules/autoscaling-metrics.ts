/** Source: pkg/apis/autoscaling/validation, validateMetricSpec and what it calls. */
import { dnsLabel, pathSegment } from "../formats/names.ts";
import { quantityOf, signOf } from "../formats/quantity.ts";
import { isContainerResource } from "../formats/resource-names.ts";
import {
  between,
  forbidden,
  has,
  map,
  must,
  oneOf,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "./rule.ts";
import { isFilled } from "./values.ts";

const positive: Check = must((value) => signOf(quantityOf(value)!) > 0, "a quantity greater than 0");

/** Each word of `type` has a field with its settings. */
const SOURCES: Readonly<Record<string, string>> = {
  ContainerResource: "containerResource",
  External: "external",
  Object: "object",
  Pods: "pods",
  Resource: "resource",
};

const source: Check<Fields> = (metric, report) => {
  const type = text(metric, "type");
  if (!Object.hasOwn(SOURCES, type)) return;
  const wanted = SOURCES[type]!;
  const given = Object.values(SOURCES).filter((field) => has(metric, field));
  if (!given.includes(wanted))
    report([wanted], required(`A metric of the type ${type} needs \`${wanted}\`. Add it.`));
  if (given.length < 2) return;
  for (const other of given.filter((field) => field !== wanted))
    report([other], forbidden(`A metric of the type ${type} has \`${wanted}\` only. Remove this one.`));
};

/** What a metric's target must have: one of some fields, and which pair it cannot have. */
const target =
  (oneOfThem: string[], pair?: [string, string]): Check<Fields> =>
  (metric, report) => {
    const given = map(metric, "target");
    const here = within(report, "target");
    if (!oneOfThem.some((field) => has(given, field)))
      here([oneOfThem[0]!], required(`The target needs ${oneOfThem.join(" or ")}. Add it.`));
    if (pair?.every((field) => isFilled(given, field)))
      here([pair[0]], forbidden(`The target has ${pair.join(" or ")}, not both. Remove one.`));
  };

const resourceTarget = target(["averageUtilization", "averageValue"], ["averageValue", "averageUtilization"]);

export const autoscalingMetricRules: RuleTable = {
  "autoscaling/v2.MetricSpec": {
    mirrors: "validateMetricSpec",
    fields: { type: oneOf(...Object.keys(SOURCES)) },
    whole: [source],
  },
  "autoscaling/v2.MetricTarget": {
    mirrors: "validateMetricTarget",
    fields: {
      type: oneOf("Utilization", "Value", "AverageValue"),
      value: positive,
      averageValue: positive,
      averageUtilization: between(1),
    },
  },
  "autoscaling/v2.MetricIdentifier": {
    mirrors: "validateMetricIdentifier",
    fields: { name: pathSegment },
    unchecked: ["selector"],
  },
  "autoscaling/v2.ResourceMetricSource": { mirrors: "validateResourceSource", whole: [resourceTarget] },
  "autoscaling/v2.ContainerResourceMetricSource": {
    mirrors: "validateContainerResourceSource",
    fields: {
      name: must(isContainerResource, "a resource of containers, such as cpu, memory or example.com/gpu"),
      container: dnsLabel,
    },
    whole: [resourceTarget],
  },
  "autoscaling/v2.PodsMetricSource": { mirrors: "validatePodsSource", whole: [target(["averageValue"])] },
  "autoscaling/v2.ObjectMetricSource": {
    mirrors: "validateObjectSource",
    whole: [target(["averageValue", "value"])],
  },
  "autoscaling/v2.ExternalMetricSource": {
    mirrors: "validateExternalSource",
    whole: [target(["averageValue", "value"], ["value", "averageValue"])],
  },
};
