/** What holds for a Pod or a template of pods. Source: ValidatePodCreate, ValidatePodTemplateSpec, SetDefaults_Pod. */
import { dnsSubdomain } from "../../formats/names.ts";
import {
  forbidden,
  has,
  invalid,
  isUnknown,
  list,
  map,
  number,
  required,
  text,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { labelKeysOfPod } from "./label-keys.ts";
import { podAnnotations } from "./annotations.ts";
import { specRequired } from "../spec-required.ts";
import { hostNames } from "./dns.ts";
import { hostPorts } from "./host-ports.ts";
import { mountsHaveVolumes } from "./mounts.ts";
import { containersFit } from "./pod-resources.ts";
import { containersOf } from "./visit.ts";

/** Checks of a pod's spec, in what contains it. */
const ofSpec =
  (...checks: Check<Fields>[]): Check<Fields> =>
  (pod, report) => {
    const spec = map(pod, "spec");
    if (spec) for (const check of checks) check(spec, within(report, "spec"));
  };

const imagesAreTrimmed: Check<Fields> = (spec, report) => {
  for (const { container, at } of containersOf(spec)) {
    const image = text(container, "image");
    if (!isUnknown(image) && image !== image.trim())
      report([...at, "image"], invalid("It has spaces around it. Remove them."));
  }
};

const imageOfVolume: Check<Fields> = (spec, report) => {
  list(spec, "volumes").forEach((volume, index) => {
    if (has(volume, "image") && text(map(volume, "image"), "reference") === "")
      report(["volumes", index, "image", "reference"], required("The image is missing. Add it."));
  });
};

const gatesBeforeNode: Check<Fields> = (spec, report) => {
  if (text(spec, "nodeName") !== "" && list(spec, "schedulingGates").length > 0)
    report(["nodeName"], forbidden("A pod with `schedulingGates` has no node yet. Remove one of them."));
};

const tokensNeedAccount: Check<Fields> = (spec, report) => {
  if (text(spec, "serviceAccountName") !== "" || text(spec, "serviceAccount") !== "") return;
  list(spec, "volumes").forEach((volume, index) => {
    list(map(volume, "projected"), "sources").forEach((source, at) => {
      if (has(source, "serviceAccountToken"))
        report(
          ["volumes", index, "projected", "sources", at, "serviceAccountToken"],
          forbidden("A token needs `serviceAccountName` in the pod. Add it."),
        );
    });
  });
};

/** The plug-ins Priority and RuntimeClass compute these from classes. */
const computed: Check<Fields> = (spec, report) => {
  if (text(spec, "priorityClassName") === "") {
    if ((number(spec, "priority") ?? 0) !== 0)
      report(["priority"], forbidden("Kubernetes computes it. Set `priorityClassName` instead."));
    if (text(spec, "preemptionPolicy") === "Never")
      report(
        ["preemptionPolicy"],
        forbidden("It is part of a priority class. Set `priorityClassName` instead."),
      );
  }
  if (has(spec, "overhead") && !has(spec, "runtimeClassName"))
    report(["overhead"], forbidden("It is part of a runtime class. Set `runtimeClassName` instead."));
};

/** Kubernetes makes a claim of the pod's name for each ephemeral volume. */
const claimNames: Check<Fields> = (pod, report) => {
  const name = text(map(pod, "metadata"), "name");
  const volumes = list(map(pod, "spec"), "volumes");
  if (name === "" || isUnknown(name)) return;
  const claims = volumes
    .filter((volume) => has(volume, "ephemeral"))
    .map((volume) => `${name}-${text(volume, "name")}`);
  volumes.forEach((volume, index) => {
    const claim = text(map(volume, "persistentVolumeClaim"), "claimName");
    if (claims.includes(claim))
      report(
        ["spec", "volumes", index, "persistentVolumeClaim", "claimName"],
        invalid("It is the claim of an ephemeral volume of this pod. Use another one."),
      );
    if (has(volume, "ephemeral") && !isUnknown(volume["name"]))
      dnsSubdomain(`${name}-${text(volume, "name")}`, (_path, fault) => {
        report(["spec", "volumes", index, "name"], fault);
      });
  });
};

/** Of a template that no StatefulSet has. */
export const commonPodSpec: Check<Fields> = (spec: Fields, report: Report) => {
  mountsHaveVolumes()(spec, report);
  hostNames(spec, report);
};

export const podRules: RuleTable = {
  "core/v1.Pod": {
    mirrors: "ValidatePodCreate, validatePodMetadataAndSpec",
    whole: [
      specRequired,
      podAnnotations({ isPod: true }),
      labelKeysOfPod,
      claimNames,
      ofSpec(
        commonPodSpec,
        imagesAreTrimmed,
        imageOfVolume,
        gatesBeforeNode,
        tokensNeedAccount,
        computed,
        hostPorts({ isPod: true }),
        containersFit({ isPod: true }),
      ),
    ],
  },
  "core/v1.PodTemplateSpec": {
    mirrors: "ValidatePodTemplateSpec",
    whole: [
      specRequired,
      podAnnotations({ isPod: false }),
      ofSpec(hostPorts({ isPod: false }), containersFit({ isPod: false })),
    ],
  },
};
