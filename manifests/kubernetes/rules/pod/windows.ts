/** Source: pkg/apis/core/validation/validation.go, validateWindowsSecurityContextOptions and others about Windows. */
import { dnsSubdomain } from "../../formats/names.ts";
import {
  forbidden,
  has,
  invalid,
  map,
  must,
  oneOf,
  text,
  within,
  type Check,
  type Fields,
  type Report,
  type RuleTable,
} from "../rule.ts";
import { containersOf } from "./visit.ts";

const CREDENTIAL_SPEC_MAX = 64 * 1024;
const DOMAIN_MAX = 255;
const USER_MAX = 104;

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS_NAME =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

const isDomain = (domain: string) =>
  domain.length <= DOMAIN_MAX && (NETBIOS.test(domain) || DNS_NAME.test(domain));

const isUser = (user: string) =>
  user !== "" && user.length <= USER_MAX && !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);

/** `user` or `DOMAIN\user`. */
function isUserName(name: string): boolean {
  const parts = name.split("\\");
  if (parts.length > 2 || /[\x00-\x1f\x7f]/.test(name)) return false;
  return isUser(parts.at(-1)!) && (parts.length === 1 || isDomain(parts[0]!));
}

const ONLY_LINUX_POD = ["hostUsers", "shareProcessNamespace"];
const ONLY_LINUX_IF_TRUE = ["hostPID", "hostIPC"];
const ONLY_LINUX_POD_SECURITY = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "fsGroup",
  "fsGroupChangePolicy",
  "sysctls",
  "runAsUser",
  "runAsGroup",
  "supplementalGroups",
  "supplementalGroupsPolicy",
  "seLinuxChangePolicy",
];
const ONLY_LINUX_SECURITY = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
];

/** Of a pod's spec: what its operating system has not. Source: validateLinux, validateWindows. */
export const fitsSystem: Check<Fields> = (spec, report) => {
  const system = text(map(spec, "os"), "name");
  if (system === "windows") onlyLinux(spec, report);
  if (system !== "linux") return;
  for (const { context, of } of contextsOf(spec, report))
    if (has(context, "windowsOptions"))
      of(["windowsOptions"], forbidden("A pod of Linux has none. Remove them, or change `os`."));
};

function onlyLinux(spec: Fields, report: Report): void {
  const fault = forbidden("A pod of Windows cannot have it. Remove it, or change `os`.");
  for (const field of ONLY_LINUX_POD) if (has(spec, field)) report([field], fault);
  for (const field of ONLY_LINUX_IF_TRUE) if (spec[field] === true) report([field], fault);
  for (const { context, of, isOfPod } of contextsOf(spec, report))
    for (const field of isOfPod ? ONLY_LINUX_POD_SECURITY : ONLY_LINUX_SECURITY)
      if (has(context, field) && !isEmptyList(context[field])) of([field], fault);
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

/** The security context of the pod and those of its containers. */
function contextsOf(spec: Fields, report: Report): { context: Fields; of: Report; isOfPod: boolean }[] {
  const owners = [
    { owner: spec, at: [], isOfPod: true },
    ...containersOf(spec).map(({ container, at }) => ({ owner: container, at, isOfPod: false })),
  ];
  return owners.flatMap(({ owner, at, isOfPod }) => {
    const context = map(owner, "securityContext");
    return context ? [{ context, of: within(report, ...at, "securityContext"), isOfPod }] : [];
  });
}

const hostProcessOf = (owner: Fields): boolean | undefined =>
  (map(map(owner, "securityContext"), "windowsOptions")?.["hostProcess"] as boolean | null | undefined) ??
  undefined;

/** Of a pod's spec: all of its containers are processes of the node, or none. Source: validateWindowsHostProcessPod. */
export const hostProcesses: Check<Fields> = (spec, report) => {
  const ofPod = hostProcessOf(spec);
  const containers = containersOf(spec);
  for (const { container, at } of containers) {
    const own = hostProcessOf(container);
    if (ofPod !== undefined && own !== undefined && own !== ofPod)
      report([...at, "securityContext", "windowsOptions", "hostProcess"], invalid(`The pod says ${ofPod}.`));
  }
  const count = containers.filter(({ container }) => (hostProcessOf(container) ?? ofPod) === true).length;
  if (count === 0) return;
  if (count < containers.length)
    report([], invalid("Some containers are processes of the node (`hostProcess`), and then all must be."));
  if (spec["hostNetwork"] !== true)
    report(
      ["hostNetwork"],
      invalid("Processes of the node (`hostProcess`) need `hostNetwork: true`. Add it."),
    );
};

export const windowsRules: RuleTable = {
  "core/v1.WindowsSecurityContextOptions": {
    mirrors: "validateWindowsSecurityContextOptions",
    fields: {
      gmsaCredentialSpecName: dnsSubdomain,
      gmsaCredentialSpec: must(
        (spec: string) => spec !== "" && Buffer.byteLength(spec) <= CREDENTIAL_SPEC_MAX,
        "a text that is not empty, of at most 64 KiB",
      ),
      runAsUserName: must(
        isUserName,
        "the name of a Windows user, with or without a domain and `\\` before it",
      ),
    },
  },
  "core/v1.PodOS": { mirrors: "validateOS", fields: { name: oneOf("linux", "windows") } },
};
