/** Source: pkg/apis/core/validation/validation.go, ValidateSecurityContext, validatePodSpecSecurityContext. */
import { relativePath } from "../../formats/paths.ts";
import {
  between,
  each,
  has,
  invalid,
  isUnknown,
  list,
  map,
  must,
  oneOf,
  required,
  text,
  unique,
  within,
  type Check,
  type Fields,
  type RuleTable,
} from "../rule.ts";
import { containersOf } from "./visit.ts";

/** Of users and groups. */
const unixId = between(0, 2 ** 31 - 1);

const noEscalation: Check<Fields> = (context, report) => {
  if (context["allowPrivilegeEscalation"] !== false) return;
  if (context["privileged"] === true)
    report(
      ["allowPrivilegeEscalation"],
      invalid("A privileged container can always gain privileges. Remove it, or set `privileged: false`."),
    );
  const added = (map(context, "capabilities")?.["add"] as readonly unknown[] | null | undefined) ?? [];
  if (added.includes("CAP_SYS_ADMIN"))
    report(
      ["allowPrivilegeEscalation"],
      invalid("With CAP_SYS_ADMIN a container can always gain privileges. Remove one of them."),
    );
};

/** A profile is a file of the node only where its type says so. */
const localhostProfile: Check<Fields> = (profile, report) => {
  const type = text(profile, "type");
  if (isUnknown(type)) return;
  if (type !== "Localhost" && has(profile, "localhostProfile"))
    report(["localhostProfile"], invalid("Only a profile of type Localhost has one. Remove it."));
  if (type === "Localhost" && !has(profile, "localhostProfile"))
    report(["localhostProfile"], required("A profile of type Localhost needs one. Add it."));
};

const PROFILE_MAX = 4095;

const appArmorFile = must(
  (name: string) => name === name.trim() && name !== "" && Buffer.byteLength(name) <= PROFILE_MAX,
  `a text without spaces around it, of at most ${PROFILE_MAX} characters`,
);

/** Empty it counts as set, and only Localhost may have it. */
const appArmorName: Check<Fields> = (profile, report) => {
  if (text(profile, "type") !== "Localhost" || !has(profile, "localhostProfile")) return;
  const name = text(profile, "localhostProfile");
  if (!isUnknown(name)) appArmorFile(name, within(report, "localhostProfile"));
};

const seccompName: Check<Fields> = (profile, report) => {
  const name = text(profile, "localhostProfile");
  if (text(profile, "type") === "Localhost" && !isUnknown(name))
    relativePath(name, within(report, "localhostProfile"));
};

const SYSCTL_MAX = 253;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

const sysctlName = must(
  (name: string) => name.length <= SYSCTL_MAX && SYSCTL.test(name),
  "the name of a kernel parameter, such as net.core.somaxconn",
);

const OF_IPC =
  /^(kernel\.(sem|shmall|shmmax|shmmni|shm_rmid_forced|shm|msgmax|msgmnb|msgmni|msg)$|fs\.mqueue\.)/;

/** A name with slashes is the same one; what stands first decides how it is read. */
const withDots = (name: string) =>
  /^[^./]*\//.test(name) ? name.replace(/[./]/g, (mark) => (mark === "/" ? "." : "/")) : name;

/** Of a pod's spec: parameters of namespaces that the pod shares with its node. Source: ValidateHostSysctl. */
export const sysctlsAreOwn: Check<Fields> = (spec, report) => {
  list(map(spec, "securityContext"), "sysctls").forEach((sysctl, index) => {
    const name = withDots(text(sysctl, "name"));
    const shared =
      (spec["hostNetwork"] === true && name.startsWith("net.") && "hostNetwork") ||
      (spec["hostIPC"] === true && OF_IPC.test(name) && "hostIPC");
    if (shared)
      report(
        ["securityContext", "sysctls", index, "name"],
        invalid(`With \`${shared}: true\` it would be set for the whole node. Remove one of them.`),
      );
  });
};

/** Of a pod's spec. */
export const unmaskedNeedsUsers: Check<Fields> = (spec, report) => {
  if (spec["hostUsers"] === false) return;
  for (const { container, at } of containersOf(spec))
    if (text(map(container, "securityContext"), "procMount") === "Unmasked")
      report(
        [...at, "securityContext", "procMount"],
        invalid("`Unmasked` needs `hostUsers: false` in the pod. Add it, or use `Default`."),
      );
};

export const securityRules: RuleTable = {
  "core/v1.SecurityContext": {
    mirrors: "ValidateSecurityContext",
    fields: { runAsUser: unixId, runAsGroup: unixId, procMount: oneOf("Default", "Unmasked") },
    whole: [noEscalation],
  },
  "core/v1.PodSecurityContext": {
    mirrors: "validatePodSpecSecurityContext, validateSysctls",
    fields: {
      fsGroup: unixId,
      runAsUser: unixId,
      runAsGroup: unixId,
      supplementalGroups: each(unixId),
      fsGroupChangePolicy: oneOf("OnRootMismatch", "Always"),
      supplementalGroupsPolicy: oneOf("Merge", "Strict"),
      seLinuxChangePolicy: oneOf("Recursive"),
      sysctls: unique(
        (sysctl: Fields) => text(sysctl, "name"),
        "the names of kernel parameters",
        (index) => [index, "name"],
      ),
    },
  },
  "core/v1.Sysctl": { mirrors: "IsValidSysctlName", fields: { name: sysctlName } },
  "core/v1.SeccompProfile": {
    mirrors: "validateSeccompProfileField",
    whole: [localhostProfile, seccompName],
  },
  "core/v1.AppArmorProfile": {
    mirrors: "ValidateAppArmorProfileField",
    whole: [localhostProfile, appArmorName],
  },
};
