/** Annotations of pods that mean something. Source: ValidatePodSpecificAnnotations and what it calls. */
import { relativePath } from "../../formats/paths.ts";
import {
  forbidden,
  invalid,
  isUnknown,
  map,
  text,
  within,
  type Check,
  type Fields,
  type Report,
} from "../rule.ts";
import { containersOf } from "./visit.ts";

const MIRROR = "kubernetes.io/config.mirror";
const DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
const TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations";
const SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
const APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
const LOCALHOST = "localhost/";

const INT32 = 2 ** 31;

/** Of a Pod or a template: its annotations, and whether they agree with its spec. */
export const podAnnotations =
  ({ isPod }: { isPod: boolean }): Check<Fields> =>
  (pod, report) => {
    const spec = map(pod, "spec") ?? {};
    for (const [key, value] of Object.entries(map(map(pod, "metadata"), "annotations") ?? {}))
      if (!isUnknown(value) && !isUnknown(key))
        annotation(key, (value ?? "") as string, spec, within(report, "metadata", "annotations", key));
    profilesAgree(pod, isPod, report);
  };

function annotation(key: string, value: string, spec: Fields, report: Report): void {
  if (key === MIRROR && text(spec, "nodeName") === "") report([], invalid("A mirror pod needs `nodeName`."));
  if (key === DELETION_COST && !isCost(value))
    report([], invalid(`"${value}" is not a whole number of 32 bits.`));
  if (key === TOLERATIONS && value !== "" && !isJsonList(value))
    report([], invalid("It is not a list in JSON."));
  if (key === SECCOMP_POD || key.startsWith(SECCOMP)) seccomp(value, report);
  if (key.startsWith(APP_ARMOR)) appArmor(key.slice(APP_ARMOR.length), value, spec, report);
}

const isCost = (text: string) =>
  /^(-\d+|0|[1-9]\d*)$/.test(text) && Number(text) < INT32 && Number(text) >= -INT32;

function isJsonList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || Array.isArray(value);
  } catch {
    return false;
  }
}

function seccomp(profile: string, report: Report): void {
  if (profile.startsWith(LOCALHOST)) relativePath(profile.slice(LOCALHOST.length), report);
  else if (!["runtime/default", "docker/default", "unconfined"].includes(profile))
    report(
      [],
      invalid(`"${profile}" is no seccomp profile. Set \`seccompProfile\` in the security context.`),
    );
}

function appArmor(container: string, profile: string, spec: Fields, report: Report): void {
  const names = containersOf(spec).map((each) => text(each.container, "name"));
  if (!names.includes(container) && !names.some(isUnknown))
    report([], invalid(`The pod has no container \`${container}\`.`));
  if (!["", "runtime/default", "unconfined"].includes(profile) && !profile.startsWith(LOCALHOST))
    report(
      [],
      invalid(`"${profile}" is no AppArmor profile. Set \`appArmorProfile\` in the security context.`),
    );
}

/** validateSeccompAnnotationsAndFields, validateAppArmorAnnotationsAndFieldsMatchOnCreate. */
function profilesAgree(pod: Fields, isPod: boolean, report: Report): void {
  const annotations = map(map(pod, "metadata"), "annotations") ?? {};
  const spec = map(pod, "spec") ?? {};
  const ofPod = map(spec, "securityContext");
  agree(
    map(ofPod, "seccompProfile"),
    annotations[SECCOMP_POD],
    within(report, "spec", "securityContext", "seccompProfile"),
  );
  for (const { container, at } of containersOf(spec)) {
    const [own, name] = [map(container, "securityContext"), text(container, "name")];
    const of = within(report, "spec", ...at, "securityContext");
    agree(map(own, "seccompProfile"), annotations[SECCOMP + name], within(of, "seccompProfile"));
    if (text(map(spec, "os"), "name") !== "windows")
      agree(
        // In a Pod the annotation has become the container's own profile before.
        map(own, "appArmorProfile") ?? (isPod ? undefined : map(ofPod, "appArmorProfile")),
        annotations[APP_ARMOR + name],
        within(of, "appArmorProfile"),
      );
  }
}

function agree(profile: Fields | undefined, annotation: unknown, report: Report): void {
  if (!profile || typeof annotation !== "string" || isUnknown(annotation)) return;
  const [type, file] = [text(profile, "type"), text(profile, "localhostProfile")];
  const names: Record<string, string[]> = {
    Unconfined: ["unconfined"],
    RuntimeDefault: ["runtime/default", "docker/default"],
    Localhost: [LOCALHOST + file],
  };
  const isOtherFile = type === "Localhost" && annotation.startsWith(LOCALHOST);
  if (names[type] && !isUnknown(file) && !names[type].includes(annotation))
    report(
      [isOtherFile ? "localhostProfile" : "type"],
      forbidden(`The annotation says "${annotation}". Remove it.`),
    );
}
