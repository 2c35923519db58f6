/** Source: pkg/apis/core/validation/validation.go, ValidateVolumes, validateVolumeSource. */
import { dnsLabel } from "../../formats/names.ts";
import { signOf, quantityOf } from "../../formats/quantity.ts";
import { fileInVolume } from "../../formats/paths.ts";
import { atMostOne } from "../one-of-fields.ts";
import {
  forbidden,
  has,
  invalid,
  isUnknown,
  map,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { fileMode } from "./downward-api.ts";

/** In the order in which the server counts them. */
const SOURCES = [
  "emptyDir",
  "hostPath",
  "gitRepo",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "secret",
  "nfs",
  "iscsi",
  "glusterfs",
  "flocker",
  "persistentVolumeClaim",
  "rbd",
  "cinder",
  "cephfs",
  "quobyte",
  "downwardAPI",
  "fc",
  "flexVolume",
  "configMap",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "storageos",
  "projected",
  "scaleIO",
  "csi",
  "ephemeral",
  "image",
];

const ISCSI_NAME_MAX = 64;

const iscsiName: Check<Fields> = (volume, report) => {
  const iscsi = map(volume, "iscsi");
  const name = `${text(volume, "name")}:${text(iscsi, "targetPortal")}`;
  if (has(iscsi, "initiatorName") && name.length > ISCSI_NAME_MAX && !isUnknown(name))
    report(
      ["name"],
      invalid(`With the target portal it has ${name.length} characters, and ${ISCSI_NAME_MAX} are allowed.`),
    );
};

/** A missing name, told where it belongs. */
export const needs =
  (field: string, what = "The name"): Check<Fields> =>
  (object, report) => {
    if (text(object, field) === "") report([field], required(`${what} is missing. Add it.`));
  };

const sizeLimit: Check = (limit, report) => {
  const quantity = quantityOf(limit);
  if (quantity && signOf(quantity) < 0) report([], forbidden("The size is less than 0."));
};

const claimTemplate: Check<Fields> = (ephemeral, report) => {
  if (!has(ephemeral, "volumeClaimTemplate"))
    report(["volumeClaimTemplate"], required("The template of the claim is missing. Add it."));
};

/** Kubernetes names the claim itself. */
export const labelsOnly: Check<Fields> = (metadata, report) => {
  for (const [field, value] of Object.entries(metadata))
    if (field !== "labels" && field !== "annotations" && isSet(value))
      report([field], forbidden("Only labels and annotations can be set here. Remove it."));
};

const isSet = (value: unknown) => value !== null && value !== "" && value !== 0 && !isUnknown(value);

export const volumeRules: RuleTable = {
  "core/v1.Volume": {
    mirrors: "ValidateVolumes, validateVolumeSource",
    fields: { name: dnsLabel },
    whole: [atMostOne(SOURCES, "what the volume is"), iscsiName],
  },
  "core/v1.EmptyDirVolumeSource": { mirrors: "validateVolumeSource", fields: { sizeLimit } },
  "core/v1.SecretVolumeSource": {
    mirrors: "validateSecretVolumeSource",
    fields: { defaultMode: fileMode },
    whole: [needs("secretName")],
  },
  "core/v1.ConfigMapVolumeSource": {
    mirrors: "validateConfigMapVolumeSource",
    fields: { defaultMode: fileMode },
    whole: [needs("name")],
  },
  "core/v1.KeyToPath": { mirrors: "validateKeyToPath", fields: { path: fileInVolume, mode: fileMode } },
  "core/v1.DownwardAPIVolumeSource": {
    mirrors: "validateDownwardAPIVolumeSource",
    fields: { defaultMode: fileMode },
  },
  "core/v1.EphemeralVolumeSource": { mirrors: "validateEphemeralVolumeSource", whole: [claimTemplate] },
  "core/v1.PersistentVolumeClaimTemplate": {
    mirrors: "ValidateTemplateObjectMeta",
    fields: { metadata: labelsOnly },
  },
};
