import { groupOf, isNamespaced, isNamespaceObject } from "./kinds.ts";
import type { BuiltObject } from "./kustomization/built-object.ts";

/**
 * What kustomize and Kubernetes know an object by: group, kind, namespace and name. The namespace is null where the kind
 * belongs to none, and empty where none is set.
 */
export type ObjectKey = [group: string, kind: string, namespace: string | null, name: string];

/** The objects that a version brings into an environment. */
export interface ObjectsOfView {
  /** Absent for all environments that have no files of their own. */
  environment?: string;
  /** Whether the kustomization that smithd writes sets the app's namespace on them. */
  takesNamespace: boolean;
  keys: ObjectKey[];
}

export const keyOf = ({ object: { apiVersion, kind }, name, namespace = "" }: BuiltObject): ObjectKey => [
  groupOf(apiVersion),
  kind,
  isNamespaced(apiVersion, kind) === false ? null : namespace,
  name,
];

/** `group/Kind namespace/name`. No namespace and `default` are one to kustomize. */
export const textOf = ([group, kind, namespace, name]: ObjectKey): string =>
  `${group === "" ? "" : `${group}/`}${kind} ${namespace === null ? "" : `${namespace || "default"}/`}${name}`;

/** The objects of a version in one environment, as texts, without repetition. */
export function objectsIn(
  views: readonly ObjectsOfView[],
  environment: string,
  namespace: string | undefined,
): string[] {
  return [...new Set(keysIn(views, environment, namespace).map(textOf))];
}

/** Those of them that Flux would refuse, because they belong into a namespace and have none. */
export function objectsWithoutNamespace(
  views: readonly ObjectsOfView[],
  environment: string,
  namespace: string | undefined,
): string[] {
  return keysIn(views, environment, namespace)
    .filter(([group, kind, own]) => own === "" && isNamespaced(apiVersionIn(group), kind) === true)
    .map(([, kind, , name]) => `${kind} ${name}`);
}

function keysIn(
  views: readonly ObjectsOfView[],
  environment: string,
  namespace: string | undefined,
): ObjectKey[] {
  const view =
    views.find((candidate) => candidate.environment === environment) ??
    views.find((candidate) => candidate.environment === undefined);
  if (!view?.takesNamespace || namespace === undefined) return view?.keys ?? [];
  return view.keys.map(([group, kind, own, name]) =>
    own === null
      ? [group, kind, own, isNamespaceObject(apiVersionIn(group), kind) ? namespace : name]
      : [group, kind, namespace, name],
  );
}

const apiVersionIn = (group: string) => (group === "" ? "v1" : `${group}/v1`);
