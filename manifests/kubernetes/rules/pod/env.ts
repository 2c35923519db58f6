/** Source: pkg/apis/core/validation/validation.go, ValidateEnv, ValidateEnvFrom and what they call. */
import { configKey, dnsLabel, dnsSubdomain, envVarName } from "../../formats/names.ts";
import { pathWithoutBacksteps } from "../../formats/paths.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  has,
  invalid,
  isUnknown,
  list,
  map,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
  type TypeRules,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { fieldOfPod } from "./downward-api.ts";
import { containersOf } from "./visit.ts";

const SOURCES = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

const oneValue: Check<Fields> = (variable, report) => {
  const value = text(variable, "value");
  if (has(variable, "valueFrom") && value !== "" && !isUnknown(value))
    report(["valueFrom"], invalid("The variable has a `value` as well. Remove one of them."));
};

/** What Kubernetes knows of a pod when it starts the container. */
const fieldRef = fieldOfPod([
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.host",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
]);

const nameRequired: Check<Fields> = (reference, report) => {
  if (text(reference, "name") === "") report(["name"], required("The name is missing. Add it."));
};

/** Where a name may still get something appended, Kubernetes looks past a hyphen at its end. */
const nameOrPrefix: Check<string> = (name, report) =>
  dnsSubdomain(name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name, report);

const keySelector: TypeRules = {
  mirrors: "validateConfigMapKeySelector, validateSecretKeySelector",
  fields: { name: unlessEmpty(dnsSubdomain), key: configKey },
  whole: [nameRequired],
};

const envSource: TypeRules = {
  mirrors: "validateConfigMapEnvSource, validateSecretEnvSource",
  fields: { name: unlessEmpty(nameOrPrefix) },
  whole: [nameRequired],
};

/** Of a pod's spec: files of variables are read from volumes that are empty at first. */
export const fileVolumes: Check<Fields> = (spec, report) => {
  const volumes = list(spec, "volumes");
  if (volumes.some((volume) => isUnknown(volume["name"]))) return;
  for (const { container, at } of containersOf(spec))
    list(container, "env").forEach((variable, index) => {
      const reference = map(map(variable, "valueFrom"), "fileKeyRef");
      const name = text(reference, "volumeName");
      if (!reference || isUnknown(name)) return;
      const volume = volumes.find((each) => text(each, "name") === name);
      const path = ["env", index, "valueFrom", "fileKeyRef", "volumeName"];
      if (!volume)
        within(report, ...at)(path, {
          code: "value-not-found",
          detail: `There is no volume \`${name}\`. Add it.`,
        });
      else if (!isEmptyDir(volume))
        within(report, ...at)(path, invalid(`The volume \`${name}\` must be an emptyDir.`, "an emptyDir"));
    });
};

/** A volume that has a name only is an emptyDir, too. */
const isEmptyDir = (volume: Fields) =>
  has(volume, "emptyDir") || Object.keys(volume).every((field) => field === "name" || !has(volume, field));

export const envRules: RuleTable = {
  "core/v1.EnvVar": { mirrors: "ValidateEnv", fields: { name: envVarName }, whole: [oneValue] },
  "core/v1.EnvVarSource": {
    mirrors: "validateEnvVarValueFrom",
    fields: { fieldRef },
    whole: [exactlyOne(SOURCES, "where the value comes from")],
  },
  "core/v1.ConfigMapKeySelector": keySelector,
  "core/v1.SecretKeySelector": keySelector,
  "core/v1.FileKeySelector": {
    mirrors: "validateFileKeySelector",
    fields: { key: envVarName, volumeName: dnsLabel, path: pathWithoutBacksteps },
  },
  "core/v1.EnvFromSource": {
    mirrors: "ValidateEnvFrom",
    fields: { prefix: unlessEmpty(envVarName) },
    whole: [exactlyOne(["configMapRef", "secretRef"], "where the variables come from")],
  },
  "core/v1.ConfigMapEnvSource": envSource,
  "core/v1.SecretEnvSource": envSource,
};
