import { isRecord } from "../yaml/to-value.ts";
import { readYaml } from "../yaml/read.ts";
import type { BuiltObject } from "./built-object.ts";
import type { Content, Path, Place } from "./content.ts";

/** A patch that a kustomization names, or writes in place. */
export interface Patch {
  hasTarget: boolean;
  at: Place;
  /** Its path as it is written, or else its text. */
  source: { path: string } | { text: string };
}

/** What the text of a patch is: operations of JSON Patch, or parts of objects that are merged into them. */
export type PatchContent = { form: "operations" } | { form: "objects"; objects: PatchedObject[] };

interface PatchedObject {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}

/** The patches of a kustomization: with a `target`, or such as say themselves what they are for. */
export function readPatches(content: Content): Patch[] {
  const entries = ["patches", "patchesJson6902"].flatMap((field) =>
    content.listAt([field]).flatMap((entry, index): Patch[] => {
      if (!isRecord(entry)) return [];
      const at: Path = [field, index];
      const source = sourceIn(entry);
      return source ? [{ source, hasTarget: isRecord(entry["target"]), at: content.place(at) }] : [];
    }),
  );
  const merges = content.listAt(["patchesStrategicMerge"]).flatMap((entry, index): Patch[] => {
    if (typeof entry !== "string") return [];
    const source = isWrittenInPlace(entry) ? { text: entry } : { path: entry };
    return [{ source, hasTarget: false, at: content.place(["patchesStrategicMerge", index]) }];
  });
  return [...entries, ...merges];
}

/** What has a line's end or a key is no path. */
export const isWrittenInPlace = (text: string): boolean => /[\n{]|: /.test(text);

function sourceIn({ path, patch }: Record<string, unknown>): Patch["source"] | undefined {
  if (typeof path === "string" && path !== "") return { path };
  return typeof patch === "string" ? { text: patch } : undefined;
}

/** Undefined where it holds nothing that can be told. */
export function patchContent(bytes: Uint8Array): PatchContent | undefined {
  const { documents, faults } = readYaml(bytes);
  const values = documents.map(({ value }) => value).filter((value) => value !== undefined && value !== null);
  if (faults.length > 0 || values.length === 0) return undefined;
  if (values.every(Array.isArray)) return { form: "operations" };
  return { form: "objects", objects: values.flatMap(patchedObject) };
}

function patchedObject(value: unknown): PatchedObject[] {
  if (!isRecord(value)) return [];
  const { apiVersion, kind, metadata } = value;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") return [];
  return [{ apiVersion, kind, name, ...(typeof namespace === "string" && { namespace }) }];
}

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
