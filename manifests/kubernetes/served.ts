import { nearest } from "../nearest.ts";
import { BUILT_IN_GROUPS, groupOf } from "../kinds.ts";
import { kubernetesVersion } from "../../generated/kubernetes-version.ts";
import { apiVersionsOf, kindsOf, typeOfKind } from "./schema/table.ts";

export interface NotServed {
  code:
    | "api-version-removed"
    | "api-version-deprecated"
    | "api-version-not-served"
    | "api-group-unknown"
    | "kind-unknown";
  field: "apiVersion" | "kind";
  detail: string;
  suggestion?: string;
  isWarning?: boolean;
}

/**
 * The Kubernetes release that stopped to serve an API version, or one kind of it. Source: the Deprecated API Migration
 * Guide, kubernetes.io/docs/reference/using-api/deprecation-guide.
 */
const REMOVED = new Map(
  Object.entries({
    "extensions/v1beta1": "1.16",
    "extensions/v1beta1 Ingress": "1.22",
    "apps/v1beta1": "1.16",
    "apps/v1beta2": "1.16",
    "admissionregistration.k8s.io/v1beta1": "1.22",
    "apiextensions.k8s.io/v1beta1": "1.22",
    "apiregistration.k8s.io/v1beta1": "1.22",
    "authentication.k8s.io/v1beta1": "1.22",
    "authorization.k8s.io/v1beta1": "1.22",
    "certificates.k8s.io/v1beta1": "1.22",
    "coordination.k8s.io/v1beta1": "1.22",
    "networking.k8s.io/v1beta1": "1.22",
    "rbac.authorization.k8s.io/v1beta1": "1.22",
    "scheduling.k8s.io/v1beta1": "1.22",
    "storage.k8s.io/v1beta1": "1.22",
    "storage.k8s.io/v1beta1 CSIStorageCapacity": "1.27",
    "autoscaling/v2beta1": "1.25",
    "batch/v1beta1": "1.25",
    "discovery.k8s.io/v1beta1": "1.25",
    "events.k8s.io/v1beta1": "1.25",
    "node.k8s.io/v1beta1": "1.25",
    "policy/v1beta1": "1.25",
    "autoscaling/v2beta2": "1.26",
    "flowcontrol.apiserver.k8s.io/v1beta1": "1.26",
    "flowcontrol.apiserver.k8s.io/v1beta2": "1.29",
    "flowcontrol.apiserver.k8s.io/v1beta3": "1.32",
  }),
);

/** What takes the place of kinds that no API version serves any more. */
const INSTEAD = new Map(
  Object.entries({
    PodSecurityPolicy: "Label namespaces with `pod-security.kubernetes.io/enforce` instead.",
  }),
);

/** API versions of Flux's own kinds that Flux 2.9 does not serve, and what does. */
const REMOVED_FROM_FLUX = new Map(
  Object.entries({
    "source.toolkit.fluxcd.io/v1beta1": "source.toolkit.fluxcd.io/v1",
    "source.toolkit.fluxcd.io/v1beta2": "source.toolkit.fluxcd.io/v1",
    "kustomize.toolkit.fluxcd.io/v1beta1": "kustomize.toolkit.fluxcd.io/v1",
    "kustomize.toolkit.fluxcd.io/v1beta2": "kustomize.toolkit.fluxcd.io/v1",
    "helm.toolkit.fluxcd.io/v2beta1": "helm.toolkit.fluxcd.io/v2",
    "helm.toolkit.fluxcd.io/v2beta2": "helm.toolkit.fluxcd.io/v2",
  }),
);

/** Served, with a warning of the API server's. Source: its `Warning` headers. */
const DEPRECATED = new Map(
  Object.entries({
    "v1 ComponentStatus": "It is deprecated since Kubernetes 1.19, and nothing keeps it up to date.",
    "v1 Endpoints": "It is deprecated since Kubernetes 1.33. Use `discovery.k8s.io/v1` EndpointSlice.",
  }),
);

/** Why an API server would not serve an object of this kind, or soon will not; undefined where it does, or nobody knows. */
export function notServed(apiVersion: string, kind: string): NotServed | undefined {
  const key = `${apiVersion} ${kind}`;
  const deprecated = DEPRECATED.get(key);
  if (deprecated !== undefined)
    return { code: "api-version-deprecated", field: "kind", detail: deprecated, isWarning: true };
  if (typeOfKind(apiVersion, kind)) return undefined;
  const flux = REMOVED_FROM_FLUX.get(apiVersion);
  if (flux !== undefined)
    return {
      code: "api-version-removed",
      field: "apiVersion",
      detail: `Flux 2.9 serves no \`${apiVersion}\`. Use \`${flux}\`.`,
      suggestion: flux,
    };
  const group = groupOf(apiVersion);
  if (group !== "extensions" && !BUILT_IN_GROUPS.has(group)) return misspeltGroup(group, apiVersion);
  const [current] = apiVersionsOf(kind).filter((each) => groupOf(each) === group || group === "extensions");
  const removed = REMOVED.get(key) ?? REMOVED.get(apiVersion);
  if (current === undefined && removed === undefined) return unknownKind(apiVersion, kind);
  const since =
    removed === undefined
      ? `is not served by Kubernetes ${kubernetesVersion}`
      : `was removed in Kubernetes ${removed}`;
  const next = current === undefined ? (INSTEAD.get(kind) ?? "Remove the object.") : `Use \`${current}\`.`;
  return {
    code: "api-version-removed",
    field: "apiVersion",
    detail: `${kind} in \`${apiVersion}\` ${since}. ${next}`,
    ...(current !== undefined && { suggestion: current }),
  };
}

const UNSTABLE = /v\d+(?:alpha|beta)\d+$/;

function unknownKind(apiVersion: string, kind: string): NotServed {
  // What an administrator can switch on is not known here.
  if (UNSTABLE.test(apiVersion))
    return {
      code: "api-version-not-served",
      field: "apiVersion",
      isWarning: true,
      detail: `Kubernetes ${kubernetesVersion} serves no \`${apiVersion}\` unless an administrator switches it on, so that its fields are not checked.`,
    };
  const [elsewhere] = apiVersionsOf(kind);
  if (elsewhere !== undefined)
    return {
      code: "kind-unknown",
      field: "apiVersion",
      detail: `Kubernetes ${kubernetesVersion} serves ${kind} in \`${elsewhere}\`, not in \`${apiVersion}\`.`,
      suggestion: elsewhere,
    };
  const suggestion = nearest(kind, kindsOf(apiVersion));
  return {
    code: "kind-unknown",
    field: "kind",
    detail: `Kubernetes ${kubernetesVersion} has no kind \`${kind}\` in \`${apiVersion}\`.${suggestion === undefined ? " Correct its name." : ` Did you mean ${suggestion}?`}`,
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** Nobody but Kubernetes may use groups that end in k8s.io without its approval: one that is nearly built in is misspelt. */
function misspeltGroup(group: string, apiVersion: string): NotServed | undefined {
  const meant = nearest(
    group,
    [...BUILT_IN_GROUPS].filter((each) => each.includes(".")),
  );
  if (meant === undefined || !/^k8\.io$|\.k8s?\.io$|^k8s\.io$/.test(group.slice(group.indexOf("."))))
    return undefined;
  const suggestion = meant + apiVersion.slice(apiVersion.lastIndexOf("/"));
  return {
    code: "api-group-unknown",
    field: "apiVersion",
    detail: `There is no group \`${group}\`. Did you mean \`${suggestion}\`?`,
    suggestion,
  };
}
