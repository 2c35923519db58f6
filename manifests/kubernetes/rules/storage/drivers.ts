/** Source: pkg/apis/storage/validation, ValidateCSIDriver, ValidateCSINode, ValidateCSIStorageCapacity, ValidateVolumeAttachment. */
import { dnsSubdomain, qualifiedName } from "../../formats/names.ts";
import { quantityOf, signOf } from "../../formats/quantity.ts";
import { csiDriver } from "../pod/volume-sources.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  all,
  between,
  forbidden,
  has,
  invalid,
  isUnknown,
  list,
  map,
  must,
  notNegative,
  oneOf,
  required,
  text,
  unique,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { eachText } from "../values.ts";

const NODE_ID_MAX = 256;
const SHORTEST_UPDATE = 10;
const SHORTEST_TOKEN = 600;
const LONGEST_TOKEN = 2 ** 32;

const tokensNeeded: Check<Fields> = (spec, report) => {
  if (has(spec, "serviceAccountTokenInSecrets") && list(spec, "tokenRequests").length === 0)
    report(
      ["serviceAccountTokenInSecrets"],
      invalid("There are no `tokenRequests` for it. Add them, or remove this."),
    );
};

const amount: Check = (value, report) => {
  const quantity = quantityOf(value);
  if (quantity && signOf(quantity) < 0) report([], invalid("It must be at least 0."));
};

const INLINE_FORBIDDEN = ["claimRef", "capacity", "nodeAffinity", "storageClassName"];
const INLINE_ONLY = [
  ["persistentVolumeReclaimPolicy", "Retain"],
  ["volumeMode", "Filesystem"],
] as const;

const isSet = (value: unknown) =>
  value !== undefined &&
  value !== null &&
  value !== "" &&
  (typeof value !== "object" || Object.keys(value).length > 0);

/** The spec of a volume that no PersistentVolume is there for. */
const inlineSpec: Check<Fields> = (spec, report) => {
  for (const field of INLINE_FORBIDDEN)
    if (isSet(spec[field])) report([field], forbidden("A volume inside an attachment has none. Remove it."));
  for (const [field, only] of INLINE_ONLY)
    if (!["", only].includes(text(spec, field)) && !isUnknown(text(spec, field)))
      report([field], forbidden(`Inside an attachment it can only be ${only}.`));
  if (!map(spec, "csi")) report(["csi"], required("A volume inside an attachment is a CSI volume. Add it."));
};

export const driverRules: RuleTable = {
  "storage.k8s.io/v1.CSIDriverSpec": {
    mirrors: "validateCSIDriverSpec",
    fields: {
      fsGroupPolicy: oneOf("ReadWriteOnceWithFSType", "File", "None"),
      volumeLifecycleModes: all(
        eachText(oneOf("Persistent", "Ephemeral")),
        unique<string>((mode) => mode, "modes"),
      ),
      tokenRequests: unique(
        (request: Fields) => text(request, "audience"),
        "audiences",
        (index) => [index, "audience"],
      ),
      nodeAllocatableUpdatePeriodSeconds: between(SHORTEST_UPDATE),
    },
    whole: [tokensNeeded],
  },
  "storage.k8s.io/v1.TokenRequest": {
    mirrors: "validateTokenRequests",
    fields: { expirationSeconds: between(SHORTEST_TOKEN, LONGEST_TOKEN) },
  },
  "storage.k8s.io/v1.CSINodeSpec": {
    mirrors: "validateCSINodeDrivers",
    fields: {
      drivers: unique(
        (driver: Fields) => text(driver, "name"),
        "the names of drivers",
        (index) => [index, "name"],
      ),
    },
  },
  "storage.k8s.io/v1.CSINodeDriver": {
    mirrors: "validateCSINodeDriver",
    fields: {
      name: csiDriver,
      nodeID: must((id: string) => id.length <= NODE_ID_MAX, `a text of at most ${NODE_ID_MAX} characters`),
      topologyKeys: all(
        eachText(qualifiedName),
        unique<string>((key) => key, "keys"),
      ),
    },
  },
  "storage.k8s.io/v1.VolumeNodeResources": {
    mirrors: "validateCSINodeDriverAllocatable",
    fields: { count: notNegative },
  },
  "storage.k8s.io/v1.CSIStorageCapacity": {
    mirrors: "ValidateCSIStorageCapacity",
    fields: { storageClassName: dnsSubdomain, capacity: amount },
  },
  "storage.k8s.io/v1.VolumeAttachmentSpec": {
    mirrors: "validateVolumeAttachmentSpec",
    fields: { attacher: csiDriver, nodeName: dnsSubdomain },
  },
  "storage.k8s.io/v1.VolumeAttachmentSource": {
    mirrors: "validateVolumeAttachmentSource",
    fields: { persistentVolumeName: dnsSubdomain, inlineVolumeSpec: inlineSpec },
    whole: [exactlyOne(["persistentVolumeName", "inlineVolumeSpec"], "what is attached")],
  },
};
