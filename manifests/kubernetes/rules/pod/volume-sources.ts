/** Volumes of certain systems. Source: pkg/apis/core/validation/validation.go, validate…VolumeSource. */
import { dnsLabel, dnsSubdomain } from "../../formats/names.ts";
import { pathWithoutBacksteps, relativePath } from "../../formats/paths.ts";
import {
  all,
  between,
  eachKey,
  has,
  invalid,
  isUnknown,
  must,
  number,
  oneOf,
  quote,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { needs } from "./volumes.ts";

export const diskPart = between(0, 255);

const absolutePath = must((path: string) => path.startsWith("/"), "an absolute path, such as /exports/data");

const ISCSI_NAMES = [
  /^iqn\.\d{4}-\d{2}\.[A-Za-z0-9-.]+:[^,;*&$|\t\n\f\r ]+$/,
  /^eui.[A-Za-z0-9]{16}$/,
  /^naa.[A-Za-z0-9]{32}$/,
];

export const iscsiName = must(
  (name: string) => ISCSI_NAMES.some((form) => form.test(name)),
  "a name such as iqn.2026-01.com.example:storage",
);

export const chapNeedsSecret: Check<Fields> = (iscsi, report) => {
  const isChap = iscsi["chapAuthDiscovery"] === true || iscsi["chapAuthSession"] === true;
  if (isChap && !has(iscsi, "secretRef")) report(["secretRef"], required("CHAP needs a secret. Add it."));
};

const TENANT_MAX = 64;

const registry: Check<string> = (pairs, report) => {
  for (const pair of pairs.split(","))
    if (!/^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair))
      report([], invalid(`${quote(pair)} is no host with a port, such as registry:7861.`));
};

const fibreChannel: Check<Fields> = (fc, report) => {
  const [targets, ids] = ["targetWWNs", "wwids"].map((field) => (fc[field] as unknown[] | null)?.length ?? 0);
  if (!targets && !ids) report(["targetWWNs"], required("Add `targetWWNs` or `wwids`."));
  if (targets && ids) report(["targetWWNs"], invalid("`wwids` are there as well. Remove one of them."));
  if (!targets) return;
  const lun = number(fc, "lun");
  if (lun === undefined) report(["lun"], required("`targetWWNs` need a `lun`. Add it."));
  else if (lun < 0 || lun > 255)
    report(["lun"], invalid("It must be from 0 to 255.", "a number from 0 to 255"));
};

const oneDataset: Check<Fields> = (flocker, report) => {
  const [name, id] = [text(flocker, "datasetName"), text(flocker, "datasetUUID")];
  if (name === "" && id === "") report([], required("Add `datasetName` or `datasetUUID`."));
  if (name !== "" && id !== "")
    report([], invalid("It has `datasetName` and `datasetUUID`. Remove one of them."));
};

const withoutSlash = must((name: string) => !name.includes("/"), "a name without `/`");

export const ownOption: Check<string> = (key, report) => {
  const domain = `.${key.split("/")[0]!.toLowerCase()}`;
  if (domain.endsWith(".kubernetes.io") || domain.endsWith(".k8s.io"))
    report([], invalid("The domains kubernetes.io and k8s.io are Kubernetes' own. Use another."));
};

const diskUri: Check<Fields> = (disk, report) => {
  const [kind, uri] = [text(disk, "kind") || "Shared", text(disk, "diskURI")];
  const beginning = kind === "Managed" ? "/subscriptions/" : "https://";
  if (!isUnknown(kind) && !isUnknown(uri) && !uri.startsWith(beginning))
    report(["diskURI"], {
      code: "value-unsupported",
      detail: `The URI of a disk of kind ${kind} begins with \`${beginning}\`.`,
    });
};

/** ValidateCSIDriverName. */
export const csiDriver = all(
  (name: string, report) => dnsSubdomain(name.toLowerCase(), report),
  must((name: string) => name.length <= 63, "a text of at most 63 characters"),
);

/** A reference that is there has a name. */
export const namedReference =
  (field: string): Check<Fields> =>
  (source, report) => {
    if (has(source, field) && text(source[field] as Fields, "name") === "")
      report([field, "name"], required("The name of the secret is missing. Add it."));
  };

const secretName: Check<Fields> = (reference, report) => {
  const name = text(reference, "name");
  if (name !== "" && !isUnknown(name)) dnsSubdomain(name, (path, fault) => report(["name", ...path], fault));
};

export const volumeSourceRules: RuleTable = {
  "core/v1.HostPathVolumeSource": {
    mirrors: "validateHostPathVolumeSource",
    fields: { path: pathWithoutBacksteps },
  },
  "core/v1.GitRepoVolumeSource": {
    mirrors: "validateGitRepoVolumeSource",
    fields: { directory: relativePath },
  },
  "core/v1.GCEPersistentDiskVolumeSource": {
    mirrors: "validateGCEPersistentDiskVolumeSource",
    fields: { partition: diskPart },
  },
  "core/v1.AWSElasticBlockStoreVolumeSource": {
    mirrors: "validateAWSElasticBlockStoreVolumeSource",
    fields: { partition: diskPart },
  },
  "core/v1.NFSVolumeSource": { mirrors: "validateNFSVolumeSource", fields: { path: absolutePath } },
  "core/v1.ISCSIVolumeSource": {
    mirrors: "validateISCSIVolumeSource",
    fields: { iqn: iscsiName, initiatorName: iscsiName, lun: diskPart },
    whole: [chapNeedsSecret],
  },
  "core/v1.FlockerVolumeSource": {
    mirrors: "validateFlockerVolumeSource",
    fields: { datasetName: withoutSlash },
    whole: [oneDataset],
  },
  "core/v1.CinderVolumeSource": {
    mirrors: "validateCinderVolumeSource",
    whole: [namedReference("secretRef")],
  },
  "core/v1.QuobyteVolumeSource": {
    mirrors: "validateQuobyteVolumeSource",
    fields: {
      registry,
      tenant: must((id: string) => id.length <= TENANT_MAX, "a text of at most 64 characters"),
    },
  },
  "core/v1.FCVolumeSource": { mirrors: "validateFCVolumeSource", whole: [fibreChannel] },
  "core/v1.FlexVolumeSource": {
    mirrors: "validateFlexVolumeSource",
    fields: { options: eachKey(ownOption) },
  },
  "core/v1.AzureDiskVolumeSource": {
    mirrors: "validateAzureDisk",
    fields: {
      cachingMode: oneOf("None", "ReadOnly", "ReadWrite"),
      kind: oneOf("Shared", "Dedicated", "Managed"),
    },
    whole: [diskUri],
  },
  "core/v1.StorageOSVolumeSource": {
    mirrors: "validateStorageOSVolumeSource",
    fields: { volumeName: unlessEmpty(dnsLabel), volumeNamespace: unlessEmpty(dnsLabel) },
    whole: [needs("volumeName"), namedReference("secretRef")],
  },
  "core/v1.ScaleIOVolumeSource": { mirrors: "validateScaleIOVolumeSource", whole: [needs("volumeName")] },
  "core/v1.CSIVolumeSource": {
    mirrors: "validateCSIVolumeSource",
    fields: { driver: csiDriver, nodePublishSecretRef: secretName },
    whole: [namedReference("nodePublishSecretRef")],
  },
};
