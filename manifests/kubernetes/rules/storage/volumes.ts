/** Source: pkg/apis/core/validation/validation.go, ValidatePersistentVolumeSpec. */
import { dnsSubdomain } from "../../formats/names.ts";
import { quantityOf, signOf } from "../../formats/quantity.ts";
import { exactlyOne } from "../one-of-fields.ts";
import {
  forbidden,
  has,
  invalid,
  isUnknown,
  map,
  oneOf,
  required,
  text,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { specRequired } from "../spec-required.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { accessModes } from "./access-modes.ts";

const SOURCES = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "glusterfs",
  "flocker",
  "nfs",
  "rbd",
  "quobyte",
  "cephfs",
  "iscsi",
  "cinder",
  "fc",
  "flexVolume",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "scaleIO",
  "local",
  "storageos",
  "csi",
];

/** Beside the sources before it this one is taken. */
const LENIENT = "flexVolume";

const oneSource: Check<Fields> = (spec, report) => {
  const before = SOURCES.slice(0, SOURCES.indexOf(LENIENT));
  const isBeside = has(spec, LENIENT) && before.some((source) => has(spec, source));
  exactlyOne(isBeside ? SOURCES.filter((source) => source !== LENIENT) : SOURCES, "what the volume is")(
    spec,
    report,
  );
};

const ISCSI_NAME_MAX = 64;

const capacity: Check<Fields> = (spec, report) => {
  const given = map(spec, "capacity") ?? {};
  if (!Object.hasOwn(given, "storage"))
    report(["capacity"], required("The size of the volume is missing. Add it, such as `storage: 10Gi`."));
  for (const [name, amount] of Object.entries(given)) {
    const quantity = quantityOf(amount ?? "0");
    if (name !== "storage")
      report(["capacity", name], {
        code: "value-unsupported",
        detail: "A volume has a capacity of `storage` alone. Remove this.",
      });
    if (quantity && signOf(quantity) <= 0) report(["capacity", name], invalid("It must be more than 0."));
  }
};

const nodeAffinity: Check<Fields> = (spec, report) => {
  const affinity = map(spec, "nodeAffinity");
  if (!affinity && has(spec, "local"))
    report(["nodeAffinity"], required("A `local` volume is on one node: say on which. Add it."));
  if (affinity && !has(affinity, "required"))
    report(["nodeAffinity", "required"], required("The nodes of the volume are missing. Add them."));
};

const isRoot = (path: string) => /^[/.]*$/.test(path) && path.startsWith("/");

const recycled: Check<Fields> = (spec, report) => {
  if (
    text(spec, "persistentVolumeReclaimPolicy") === "Recycle" &&
    isRoot(text(map(spec, "hostPath"), "path"))
  )
    report(["persistentVolumeReclaimPolicy"], forbidden("`/` of a host cannot be recycled. Use `Retain`."));
};

const attributes: Check<Fields> = (spec, report) => {
  if (!has(spec, "volumeAttributesClassName")) return;
  if (spec["volumeAttributesClassName"] === "")
    report(["volumeAttributesClassName"], required("It must not be empty. Remove it."));
  if (!has(spec, "csi"))
    report(["csi"], required("`volumeAttributesClassName` is for CSI volumes. Add it, or remove that."));
};

const iscsiName: Check<Fields> = (volume, report) => {
  const iscsi = map(map(volume, "spec"), "iscsi");
  const name = `${text(map(volume, "metadata"), "name")}:${text(iscsi, "targetPortal")}`;
  if (has(iscsi, "initiatorName") && name.length > ISCSI_NAME_MAX && !isUnknown(name))
    report(
      ["spec", "iscsi", "targetPortal"],
      invalid(`With the volume's name it has ${name.length} characters, and ${ISCSI_NAME_MAX} are allowed.`),
    );
};

/** What holds for a PersistentVolume's spec, but not for one inside a VolumeAttachment. */
const ownSpec: Check<Fields> = (volume, report) => {
  const spec = map(volume, "spec");
  if (!spec) return;
  capacity(spec, (path, fault) => report(["spec", ...path], fault));
};

export const volumeObjectRules: RuleTable = {
  "core/v1.PersistentVolume": {
    mirrors: "ValidatePersistentVolume",
    whole: [specRequired, ownSpec, iscsiName],
  },
  "core/v1.PersistentVolumeSpec": {
    mirrors: "ValidatePersistentVolumeSpec",
    fields: {
      storageClassName: unlessEmpty(dnsSubdomain),
      volumeAttributesClassName: unlessEmpty(dnsSubdomain),
      volumeMode: oneOf("Block", "Filesystem"),
    },
    whole: [accessModes, oneSource, nodeAffinity, recycled, attributes],
  },
};
