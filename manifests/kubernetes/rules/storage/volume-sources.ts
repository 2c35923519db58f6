/** Sources that PersistentVolumes have, and pods otherwise. Source: pkg/apis/core/validation/validation.go. */
import { dnsLabel, dnsSubdomain } from "../../formats/names.ts";
import { pathWithoutBacksteps } from "../../formats/paths.ts";
import {
  chapNeedsSecret,
  csiDriver,
  diskPart,
  iscsiName,
  namedReference,
  ownOption,
} from "../pod/volume-sources.ts";
import { needs } from "../pod/volumes.ts";
import {
  all,
  eachKey,
  has,
  judge,
  map,
  required,
  text,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";

/** A secret that is there has a name and a namespace, since a volume is in none. */
const fullReference =
  (field: string): Check<Fields> =>
  (source, report) => {
    for (const part of ["name", "namespace"])
      if (has(source, field) && text(map(source, field), part) === "")
        report([field, part], required(`The ${part} of the secret is missing. Add it.`));
  };

const notEmpty =
  (field: string): Check<Fields> =>
  (source, report) => {
    if (source[field] === "") report([field], required("It is empty. Remove it, or write the namespace."));
  };

/** validatePVSecretReference. */
const secret: Check<Fields> = (reference, report) => {
  judge(dnsSubdomain, text(reference, "name") || undefined, within(report, "name"));
  judge(dnsLabel, text(reference, "namespace") || undefined, within(report, "namespace"));
};

const CSI_SECRETS = [
  "controllerPublishSecretRef",
  "controllerExpandSecretRef",
  "nodePublishSecretRef",
  "nodeExpandSecretRef",
];

export const persistentSourceRules: RuleTable = {
  "core/v1.LocalVolumeSource": {
    mirrors: "validateLocalVolumeSource",
    fields: { path: pathWithoutBacksteps },
  },
  "core/v1.GlusterfsPersistentVolumeSource": {
    mirrors: "validateGlusterfsPersistentVolumeSource",
    fields: { endpointsNamespace: dnsLabel },
  },
  "core/v1.ISCSIPersistentVolumeSource": {
    mirrors: "validateISCSIPersistentVolumeSource",
    fields: { iqn: iscsiName, initiatorName: iscsiName, lun: diskPart },
    whole: [chapNeedsSecret, namedReference("secretRef")],
  },
  "core/v1.CinderPersistentVolumeSource": {
    mirrors: "validateCinderPersistentVolumeSource",
    whole: [fullReference("secretRef")],
  },
  "core/v1.FlexPersistentVolumeSource": {
    mirrors: "validateFlexPersistentVolumeSource",
    fields: { options: eachKey(ownOption) },
  },
  "core/v1.AzureFilePersistentVolumeSource": {
    mirrors: "validateAzureFilePV",
    whole: [notEmpty("secretNamespace")],
  },
  "core/v1.ScaleIOPersistentVolumeSource": {
    mirrors: "validateScaleIOPersistentVolumeSource",
    whole: [needs("volumeName")],
  },
  "core/v1.StorageOSPersistentVolumeSource": {
    mirrors: "validateStorageOSPersistentVolumeSource",
    fields: { volumeName: unlessEmpty(dnsLabel), volumeNamespace: unlessEmpty(dnsLabel) },
    whole: [needs("volumeName"), fullReference("secretRef")],
  },
  "core/v1.CSIPersistentVolumeSource": {
    mirrors: "validateCSIPersistentVolumeSource",
    fields: { driver: csiDriver, ...Object.fromEntries(CSI_SECRETS.map((field) => [field, secret])) },
    whole: [all(...CSI_SECRETS.map(fullReference))],
  },
};
