import { groupOf, isNamespaced } from "./kinds.ts";
import type { BuiltObject } from "./kustomization/build.ts";

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

export function keysOf(objects: readonly BuiltObject[]): ObjectKey[] {
  return objects.map(({ object: { apiVersion, kind }, name, namespace = "" }) => [
    groupOf(apiVersion),
    kind,
    isNamespaced(apiVersion, kind) === false ? null : namespace,
    name,
  ]);
}

/** The objects of a version in one environment, each as `group/Kind namespace/name`, without repetition. */
export function objectsIn(
  views: readonly ObjectsOfView[],
  environment: string,
  namespace: string | undefined,
): string[] {
  const view =
    views.find((candidate) => candidate.environment === environment) ??
    views.find((candidate) => candidate.environment === undefined);
  const texts = (view?.keys ?? []).map(([group, kind, own, name]) => {
    const where = own === null ? "" : `${(view?.takesNamespace ? namespace : undefined) ?? own}/`;
    return `${group === "" ? "" : `${group}/`}${kind} ${where}${name}`;
  });
  return [...new Set(texts)];
}
