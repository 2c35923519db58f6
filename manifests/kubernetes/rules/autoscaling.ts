/** Source: pkg/apis/autoscaling/validation, validateHorizontalPodAutoscalerSpec and what it calls. */
import { pathSegment } from "../formats/names.ts";
import { quantityOf, signOf } from "../formats/quantity.ts";
import {
  between,
  isUnknown,
  invalid,
  map,
  must,
  number,
  oneOf,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
  type TypeRules,
} from "./rule.ts";

const LONGEST_PERIOD = 1800;
const LONGEST_WINDOW = 3600;

const atLeastZero: Check = must((value) => signOf(quantityOf(value)!) >= 0, "a quantity of at least 0");

/** The default of the lower one is 1. */
const bounds: Check<Fields> = (spec, report) => {
  const least = number(spec, "minReplicas") ?? 1;
  const most = number(spec, "maxReplicas") ?? 0;
  if (most > 0 && most < least)
    report(
      ["maxReplicas"],
      invalid(`It is less than minReplicas, which is ${least}. Raise it, or lower minReplicas.`),
    );
};

/** Nothing of the core group can be scaled but one kind. */
const scaleTarget: Check<Fields> = (spec, report) => {
  const target = map(spec, "scaleTargetRef");
  const version = text(target, "apiVersion");
  const kind = text(target, "kind");
  if (isUnknown(target?.["apiVersion"]) || isUnknown(target?.["kind"]) || kind === "ReplicationController")
    return;
  if (/^\/|^[^/]*$/.test(version))
    report(
      ["scaleTargetRef", "apiVersion"],
      invalid(
        `It needs the group of the kind ${kind}. Write it, such as apps/v1.`,
        "a group and a version, such as apps/v1",
      ),
    );
};

const apiVersion: Check<string> = must(
  (version: string) => version.split("/").length <= 2,
  "a group and a version, such as apps/v1",
);

const reference: TypeRules = {
  mirrors: "ValidateCrossVersionObjectReference",
  fields: { kind: pathSegment, name: pathSegment, apiVersion },
};

const somePolicy: Check<readonly unknown[]> = (policies, report) => {
  if (policies.length === 0)
    report([], required("It is empty. Add a policy, or remove the field to get the default ones."));
};

const scaling: TypeRules = {
  mirrors: "validateHorizontalPodAutoscalerSpec",
  fields: { minReplicas: between(1), maxReplicas: between(1), targetCPUUtilizationPercentage: between(1) },
  whole: [bounds, scaleTarget],
};

const notAlone: Check<Fields> = (_, report) =>
  report(
    ["kind"],
    invalid("A Scale is part of another object and cannot be applied. Set `replicas` of that one."),
  );

export const autoscalingRules: RuleTable = {
  "autoscaling/v1.HorizontalPodAutoscalerSpec": scaling,
  "autoscaling/v1.CrossVersionObjectReference": reference,
  "autoscaling/v1.Scale": { mirrors: "none: it is served below others only", whole: [notAlone] },
  "autoscaling/v2.HorizontalPodAutoscalerSpec": scaling,
  "autoscaling/v2.CrossVersionObjectReference": reference,
  "autoscaling/v2.HPAScalingRules": {
    mirrors: "validateScalingRules",
    fields: {
      policies: somePolicy,
      selectPolicy: oneOf("Max", "Min", "Disabled"),
      stabilizationWindowSeconds: between(0, LONGEST_WINDOW),
      tolerance: atLeastZero,
    },
  },
  "autoscaling/v2.HPAScalingPolicy": {
    mirrors: "validateScalingPolicy",
    fields: { type: oneOf("Pods", "Percent"), value: between(1), periodSeconds: between(1, LONGEST_PERIOD) },
  },
};
