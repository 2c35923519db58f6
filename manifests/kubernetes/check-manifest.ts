import { isRecord } from "../yaml/to-value.ts";
import { rootMetadata } from "./rules/root-metadata.ts";
import { judge, within } from "./rules/rule.ts";
import { checkObject, uniqueFound, type Terms } from "./schema/check.ts";
import type { Found } from "./schema/found.ts";
import { typeNamed, typeOfKind } from "./schema/table.ts";

/** What a Kubernetes API server would find wrong with an object of a kind that it serves; undefined for other kinds. */
export function checkManifest(
  apiVersion: string,
  kind: string,
  object: Record<string, unknown>,
  terms: Terms = {},
): Found[] | undefined {
  const type = typeOfKind(apiVersion, kind);
  return type && withMetadata(apiVersion, kind, object, checkObject(type, object, terms), terms);
}

/** The same of what every object has, whatever its kind. */
export function checkMetadata(object: Record<string, unknown>): Found[] {
  const { apiVersion, kind, metadata } = object;
  if (!isRecord(metadata)) return [];
  const found = checkObjectMeta(metadata).map((each) => ({ ...each, path: ["metadata", ...each.path] }));
  return withMetadata(String(apiVersion), String(kind), object, found);
}

/** The same of an object in another, which may have any name. */
export const checkObjectMeta = (metadata: Record<string, unknown>): Found[] =>
  checkObject(typeNamed("meta/v1.ObjectMeta"), metadata);

/** Adds what holds for the metadata of an object itself. Of a part of one it is only the name. */
function withMetadata(
  apiVersion: string,
  kind: string,
  { metadata }: Record<string, unknown>,
  found: Found[],
  { isPartial = false }: Terms = {},
): Found[] {
  if (!isRecord(metadata)) return found;
  const more: Found[] = [];
  for (const [field, check] of Object.entries(rootMetadata(apiVersion, kind))) {
    const isSound = !found.some(({ path }) => path[0] === "metadata" && path[1] === field);
    const report = within((path, fault) => void more.push({ ...fault, path }), "metadata", field);
    if (isSound && (!isPartial || field === "name")) judge(check, metadata[field], report);
  }
  return uniqueFound([...found, ...more]);
}
