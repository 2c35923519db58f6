/** Source: pkg/apis/core/validation/validation.go, ValidateVolumeMounts, ValidateVolumeDevices. */
import { pathWithoutBacksteps, relativePath } from "../../formats/paths.ts";
import {
  all,
  forbidden,
  has,
  invalid,
  isUnknown,
  list,
  map,
  oneOf,
  quote,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { unlessEmpty } from "../unless-empty.ts";
import { containersOf } from "./visit.ts";

export const mountsOfContainer: Check<readonly Fields[]> = unique(
  (mount: Fields) => text(mount, "mountPath"),
  "where volumes are mounted",
  (index) => [index, "mountPath"],
);

export const devicesOfContainer: Check<readonly Fields[]> = all(
  unique(
    (device: Fields) => text(device, "devicePath"),
    "the paths of devices",
    (index) => [index, "devicePath"],
  ),
  unique(
    (device: Fields) => text(device, "name"),
    "the volumes of devices",
    (index) => [index, "name"],
  ),
);

/** Of a container: a volume is mounted or is a device, and a path is of one of them. */
export const mountsBesideDevices: Check<Fields> = (container, report) => {
  const devices = list(container, "volumeDevices");
  const isPrivileged = map(container, "securityContext")?.["privileged"] === true;
  list(container, "volumeMounts").forEach((mount, index) => {
    if (devices.some((device) => text(device, "name") === text(mount, "name")))
      report(
        ["volumeMounts", index, "name"],
        invalid("The volume is in `volumeDevices`, too. Remove it from one."),
      );
    if (devices.some((device) => text(device, "devicePath") === text(mount, "mountPath")))
      report(
        ["volumeMounts", index, "mountPath"],
        invalid("A volume device has the same path. Change one of them."),
      );
    if (text(mount, "mountPropagation") === "Bidirectional" && !isPrivileged)
      report(
        ["volumeMounts", index, "mountPropagation"],
        forbidden("`Bidirectional` is for privileged containers only. Use `HostToContainer`."),
      );
  });
};

const oneSubPath: Check<Fields> = (mount, report) => {
  const paths = ["subPath", "subPathExpr"].map((field) => text(mount, field));
  if (paths.every((path) => path !== "" && !isUnknown(path)))
    report(["subPathExpr"], invalid("The mount has a `subPath` as well. Remove one of them."));
};

const readOnlyThroughout: Check<Fields> = (mount, report) => {
  if (!["Enabled", "IfPossible"].includes(text(mount, "recursiveReadOnly"))) return;
  if (mount["readOnly"] !== true)
    report(["recursiveReadOnly"], forbidden("It needs `readOnly: true`. Add it."));
  const propagation = text(mount, "mountPropagation");
  if (!["", "None"].includes(propagation) && !isUnknown(propagation))
    report(
      ["recursiveReadOnly"],
      forbidden("It needs `mountPropagation: None`. Change or remove one of them."),
    );
};

/** Of a pod's spec: what is mounted is there, `claims` being volumes that a StatefulSet adds. */
export const mountsHaveVolumes =
  (claims: readonly string[] = []) =>
  (spec: Fields, report: Report): void => {
    const volumes = list(spec, "volumes").filter((volume) => !claims.includes(text(volume, "name")));
    const names = [...claims, ...volumes.map((volume) => text(volume, "name"))];
    if (names.some(isUnknown)) return;
    const blocks = [...claims, ...volumes.filter(canBeDevice).map((volume) => text(volume, "name"))];
    for (const { container, at } of containersOf(spec)) {
      const of = within(report, ...at);
      list(container, "volumeMounts").forEach((mount, index) => {
        volumeIsThere(mount, names, within(of, "volumeMounts", index, "name"));
      });
      list(container, "volumeDevices").forEach((device, index) => {
        const name = text(device, "name");
        if (
          volumeIsThere(device, names, within(of, "volumeDevices", index, "name")) &&
          !blocks.includes(name)
        )
          of(
            ["volumeDevices", index, "name"],
            invalid("Only volumes of PersistentVolumeClaims are devices."),
          );
      });
    }
  };

const canBeDevice = (volume: Fields) => has(volume, "persistentVolumeClaim") || has(volume, "ephemeral");

function volumeIsThere(use: Fields, names: readonly string[], report: Report): boolean {
  const name = text(use, "name");
  if (isUnknown(name)) return false;
  if (names.includes(name)) return true;
  report([], {
    code: "value-not-found",
    detail: `The pod has no volume ${quote(name)}. Add it to \`volumes\`.`,
  });
  return false;
}

export const mountRules: RuleTable = {
  "core/v1.VolumeMount": {
    mirrors: "ValidateVolumeMounts, validateMountPropagation, validateMountRecursiveReadOnly",
    fields: {
      subPath: unlessEmpty(relativePath),
      subPathExpr: unlessEmpty(relativePath),
      mountPropagation: oneOf("None", "HostToContainer", "Bidirectional"),
      recursiveReadOnly: oneOf("Disabled", "IfPossible", "Enabled"),
    },
    whole: [oneSubPath, readOnlyThroughout],
  },
  "core/v1.VolumeDevice": { mirrors: "ValidateVolumeDevices", fields: { devicePath: pathWithoutBacksteps } },
};
