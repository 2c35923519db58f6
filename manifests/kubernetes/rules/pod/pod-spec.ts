/** Source: pkg/apis/core/validation/validation.go, ValidatePodSpec. */
import { dnsSubdomain, qualifiedName } from "../../formats/names.ts";
import { labels } from "../metadata.ts";
import {
  all,
  between,
  forbidden,
  has,
  invalid,
  judge,
  list,
  oneOf,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { hostAliases, hostnameOverride, nameserversIfNone, overridesHostname } from "./dns.ts";
import { fileVolumes } from "./env.ts";
import { sharedResources } from "./pod-resources.ts";
import { probesOfInitContainers, sleepsWithinGrace } from "./probes.ts";
import { resourceClaims } from "./resource-claims.ts";
import { claimsAreThere, overhead } from "./resources.ts";
import { resizeFitsPod } from "./restart.ts";
import { spreadConstraints } from "./scheduling.ts";
import { sysctlsAreOwn, unmaskedNeedsUsers } from "./security.ts";
import { containersOf } from "./visit.ts";
import { fitsSystem, hostProcesses } from "./windows.ts";

const SECONDS_MAX = 2 ** 31 - 1;

const named = (what: string) =>
  unique(
    (item: Fields) => text(item, "name"),
    what,
    (index) => [index, "name"],
  );

/** A name that nothing else is called in the pod, told where it comes second. */
const containerNames: Check<Fields> = (spec, report) => {
  const names = list(spec, "containers").map((container) => text(container, "name"));
  list(spec, "initContainers").forEach((container, index) => {
    const name = text(container, "name");
    if (names.includes(name))
      report(["initContainers", index, "name"], {
        code: "value-duplicate",
        detail: `Another container is called \`${name}\`. Rename one of them.`,
      });
  });
};

/** Flux' apply refuses an entry of nothing, and the server would take it for one without a name. */
const noneIsNull: Check<readonly unknown[]> = (items, report) => {
  items.forEach((item, index) => {
    if (item === null) report([index], invalid("It is empty. Remove it, or give it a `name`."));
  });
};

const noEphemeralContainers: Check<readonly unknown[]> = (containers, report) => {
  if (containers.length > 0)
    report([], forbidden("Ephemeral containers are added to a pod that runs. Remove them."));
};

/** Source: validateHostUsers. */
const ownUsers: Check<Fields> = (spec, report) => {
  if (spec["hostUsers"] !== false) return;
  const fault = forbidden("It cannot be together with `hostUsers: false`. Remove one of them.");
  for (const field of ["hostNetwork", "hostPID", "hostIPC"]) if (spec[field] === true) report([field], fault);
  for (const { container, at } of containersOf(spec))
    if (list(container, "volumeDevices").length > 0) report([...at, "volumeDevices"], fault);
};

const ownProcesses: Check<Fields> = (spec, report) => {
  if (spec["hostPID"] === true && spec["shareProcessNamespace"] === true)
    report(
      ["shareProcessNamespace"],
      invalid("It cannot be together with `hostPID: true`. Remove one of them."),
    );
};

/** The old name counts where the new one is not set. */
const oldServiceAccount: Check<Fields> = (spec, report) => {
  if (text(spec, "serviceAccountName") === "" && has(spec, "serviceAccount"))
    judge(unlessEmpty(dnsSubdomain), spec["serviceAccount"], within(report, "serviceAccount"));
};

export const podSpecRules: RuleTable = {
  "core/v1.PodSpec": {
    mirrors: "ValidatePodSpec",
    fields: {
      containers: named("the names of containers"),
      initContainers: named("the names of init containers"),
      ephemeralContainers: noEphemeralContainers,
      volumes: named("the names of volumes"),
      imagePullSecrets: all(named("pull secrets"), noneIsNull),
      resourceClaims,
      hostAliases,
      topologySpreadConstraints: spreadConstraints,
      schedulingGates: named("the names of scheduling gates"),
      nodeSelector: labels,
      overhead,
      activeDeadlineSeconds: between(1, SECONDS_MAX),
      serviceAccountName: unlessEmpty(dnsSubdomain),
      nodeName: unlessEmpty(dnsSubdomain),
      priorityClassName: unlessEmpty(dnsSubdomain),
      runtimeClassName: dnsSubdomain,
      hostnameOverride,
      preemptionPolicy: oneOf("PreemptLowerPriority", "Never"),
    },
    whole: [
      containerNames,
      probesOfInitContainers,
      sleepsWithinGrace,
      resizeFitsPod,
      claimsAreThere,
      sharedResources,
      fileVolumes,
      sysctlsAreOwn,
      unmaskedNeedsUsers,
      ownUsers,
      ownProcesses,
      nameserversIfNone,
      overridesHostname,
      oldServiceAccount,
      fitsSystem,
      hostProcesses,
    ],
  },
  "core/v1.PodReadinessGate": { mirrors: "validateReadinessGates", fields: { conditionType: qualifiedName } },
  "core/v1.PodSchedulingGate": { mirrors: "validateSchedulingGates", fields: { name: qualifiedName } },
};
