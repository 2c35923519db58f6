/** Metadata of objects themselves, not of templates in them. Source: k8s.io/apimachinery, pkg/api/validation/objectmeta.go. */
import { isQualifiedName, qualifiedName } from "../formats/names.ts";
import { groupOf } from "../../kinds.ts";
import { noneTwice } from "./metadata.ts";
import { nameRuleOf, takesAnyGeneratedName } from "./names.ts";
import {
  all,
  forbidden,
  invalid,
  isUnknown,
  judge,
  must,
  quote,
  required,
  text,
  within,
  type Check,
  type Fields,
} from "./rule.ts";
import { unlessEmpty } from "./unless-empty.ts";
import { eachText } from "./values.ts";

/** By its fields; made once for each kind, since every object asks for it. */
export function rootMetadata(apiVersion: string, kind: string): Readonly<Record<string, Check>> {
  const key = `${apiVersion} ${kind}`;
  const known = made.get(key) ?? checksOf(apiVersion, kind);
  // Custom kinds may be without number.
  if (made.size < MOST_KINDS) made.set(key, known);
  return known;
}

const MOST_KINDS = 1000;
const made = new Map<string, Readonly<Record<string, Check>>>();

/** Labels and annotations are checked wherever metadata is. */
const checksOf = (apiVersion: string, kind: string): Readonly<Record<string, Check>> => ({
  name: unlessEmpty(nameRuleOf(apiVersion, kind)),
  generateName: unlessEmpty(generatedName(apiVersion, kind)),
  finalizers: all(noneTwice.finalizers, finalizers(apiVersion, kind)),
  ownerReferences: all(noneTwice.owners, owners),
  uid: unlessEmpty(setByServer),
  resourceVersion: unlessEmpty(resourceVersion),
  managedFields: setByServer,
  deletionTimestamp: onlyForNewObjects,
});

/** It is checked beside a name that is there, too. */
function generatedName(apiVersion: string, kind: string): Check<string> {
  if (takesAnyGeneratedName(apiVersion, kind)) return () => undefined;
  return (prefix, report) => nameRuleOf(apiVersion, kind)(masked(prefix), report);
}

/** A prefix may end in a dash. Source: maskTrailingDash. */
const masked = (prefix: string) =>
  prefix.length > 1 && prefix.endsWith("-") ? `${prefix.slice(0, -2)}a` : prefix;

const setByServer: Check = (_value, report) =>
  report([], forbidden("The server sets it itself, and Flux's apply fails with it. Remove it."));

const onlyForNewObjects: Check = (_value, report) =>
  report([], {
    ...forbidden(
      "The server sets it itself, and an apply fails with it once the object is there. Remove it.",
    ),
    isWarning: true,
  });

/** The first apply may succeed, and the next one conflicts. */
const resourceVersion: Check<string> = (version, report) => {
  if (!/^0+$/.test(version)) setByServer(version, report);
};

/** Groups whose finalizers need a prefix. The others are checked as those of custom resources are. */
const STRICT_GROUPS = [
  "",
  "apps",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "networking.k8s.io",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
];

const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];

/** ValidateFinalizerName, and validateKubeFinalizerName where kinds are checked by pkg/apis/core/validation. */
const strictFinalizer = must(
  (name: string) => isQualifiedName(name) && (name.includes("/") || STANDARD_FINALIZERS.includes(name)),
  "a finalizer of Kubernetes or one with a prefix, such as `example.com/cleanup`",
);

export const namespaceFinalizers = eachText(strictFinalizer);

const finalizers = (apiVersion: string, kind: string): Check =>
  STRICT_GROUPS.includes(groupOf(apiVersion)) && `${apiVersion} ${kind}` !== "v1 Event"
    ? eachText(strictFinalizer)
    : eachText(qualifiedName);

/** validateOwnerReference. */
const owner: Check<Fields> = (reference, report) => {
  for (const field of ["apiVersion", "kind", "name", "uid"])
    if (text(reference, field) === "") report([field], required(`An owner needs \`${field}\`. Add it.`));
  const [apiVersion, kind] = [text(reference, "apiVersion"), text(reference, "kind")];
  if (isUnknown(apiVersion)) return;
  if (apiVersion !== "" && !/^([^/]*\/)?[^/]+$/.test(apiVersion))
    report(["apiVersion"], invalid(`${quote(apiVersion)} has no version. Write it as in apps/v1.`));
  if (apiVersion === "v1" && kind === "Event")
    report([], invalid("An Event cannot own anything. Remove it."));
};

/** ValidateOwnerReferences. */
const owners: Check<readonly (Fields | null)[]> = (references, report) => {
  references.forEach((reference, index) => judge(owner, reference ?? {}, within(report, index)));
  const controllers = references.flatMap((reference, index) =>
    reference?.["controller"] === true ? index : [],
  );
  for (const index of controllers.slice(1))
    report([index, "controller"], invalid("Another owner is the controller already. Only one can be."));
};
