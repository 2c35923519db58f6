import type { BuiltObject } from "./built-object.ts";
import type { PatchedObject } from "./patch-content.ts";

/** Whether a patch is for an object, as it was written or as kustomizations below made it. */
export function isFor(patched: PatchedObject, { object, name, namespace }: BuiltObject): boolean {
  return (
    object.apiVersion === patched.apiVersion &&
    object.kind === patched.kind &&
    [object.name, name].includes(patched.name) &&
    [object.namespace, namespace].map(orDefault).includes(orDefault(patched.namespace))
  );
}

/** To kustomize no namespace is that one. */
const orDefault = (namespace: string | undefined) => namespace ?? "default";

/** What a `target` asks of objects; patterns that have to match as a whole, and selectors. */
export type Target = Readonly<Record<string, unknown>>;

/**
 * Whether a target selects an object, as it was written or as kustomizations below made it. Undefined where that takes
 * labels, annotations or a pattern, none of which are followed: patterns are anybody's, and may never end.
 */
export function selects(target: Target, { object, name, namespace }: BuiltObject): boolean | undefined {
  const slash = object.apiVersion.indexOf("/");
  const asked: [string, (string | undefined)[]][] = [
    ["group", [slash < 0 ? "" : object.apiVersion.slice(0, slash)]],
    ["version", [object.apiVersion.slice(slash + 1)]],
    ["kind", [object.kind]],
    ["name", [object.name, name]],
    ["namespace", [orDefault(object.namespace), orDefault(namespace)]],
  ];
  const answers = asked.map(([field, values]) => matches(target[field], values));
  if (answers.includes(false)) return false;
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
