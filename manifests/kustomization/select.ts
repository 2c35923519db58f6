import { isNamespaced } from "../kinds.ts";
import type { BuiltObject, Id } from "./built-object.ts";
import type { PatchedObject } from "./patch-content.ts";

/** Whether a patch is for an object, as it was written or as kustomizations below made it. */
export function isFor(patched: PatchedObject, built: BuiltObject): boolean {
  const { apiVersion, kind } = built.object;
  if (apiVersion !== patched.apiVersion || kind !== patched.kind) return false;
  // What belongs to no namespace may say one all the same.
  if (isNamespaced(apiVersion, kind) === false)
    return isCalled(built, { ...patched, namespace: built.namespace });
  return isCalled(built, patched);
}

/** Whether an object is called so, or was before; where its name is not known it may be. */
export const isCalled = ({ ids, isRenamed }: BuiltObject, { name, namespace }: Id): boolean =>
  isRenamed === true ||
  ids.some((id) => id.name === name && orDefault(id.namespace) === orDefault(namespace));

/** To kustomize no namespace is that one. */
const orDefault = (namespace: string | undefined) => namespace ?? "default";

/** Kustomize's word for the namespace of what belongs to none. */
const NO_NAMESPACE = "_non_namespaceable_";

/** What a `target` asks of objects; patterns that have to match as a whole, and selectors. */
export type Target = Readonly<Record<string, unknown>>;

/**
 * Whether a target selects an object, as it was written or as it is now, whatever it was called between. Undefined where that takes
 * labels, annotations or a pattern, none of which are followed: patterns are anybody's, and may never end.
 */
export function selects(target: Target, { object, ids, isRenamed }: BuiltObject): boolean | undefined {
  const called = [ids[0]!, ids.at(-1)!];
  const belongsToNone = isNamespaced(object.apiVersion, object.kind) === false;
  const slash = object.apiVersion.indexOf("/");
  const asked: [string, (string | undefined)[]][] = [
    ["group", [slash < 0 ? "" : object.apiVersion.slice(0, slash)]],
    ["version", [object.apiVersion.slice(slash + 1)]],
    ["kind", [object.kind]],
    ["name", called.map(({ name }) => name)],
    ["namespace", belongsToNone ? [NO_NAMESPACE] : called.map(({ namespace }) => orDefault(namespace))],
  ];
  const answers = asked.map(([field, values]) => matches(target[field], values));
  if (answers.includes(false)) return isRenamed ? undefined : false;
  const isSure = !answers.includes(undefined) && !target["labelSelector"] && !target["annotationSelector"];
  return isSure || undefined;
}

function matches(pattern: unknown, values: (string | undefined)[]): boolean | undefined {
  if (pattern === undefined || pattern === null || pattern === "") return true;
  if (typeof pattern !== "string" || !/^[\w.-]+$/.test(pattern)) return undefined;
  return values.some((value) => value !== undefined && isAlike(pattern, value));
}

/** A dot stands for any character. */
const isAlike = (pattern: string, value: string) =>
  pattern.length === value.length &&
  [...pattern].every((character, index) => character === "." || character === value[index]);
