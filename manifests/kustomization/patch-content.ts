import { checkManifest } from "../kubernetes/check-manifest.ts";
import { toViolation } from "../place.ts";
import { isSecret, withoutSecret } from "../secrets.ts";
import type { Violation } from "../types.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { YamlDocument, YamlText } from "../yaml/types.ts";
import type { Path, Place } from "./content.ts";
import { readOperation, type Operation } from "./json-patch.ts";

/** What the text of a patch is: operations of JSON Patch, or parts of objects that are merged into them. */
export type PatchContent = {
  /** What is wrong with it, whatever it is for. */
  faults: Violation[];
} & (
  | { form: "operations"; operations: Operation[] }
  | { form: "objects"; objects: PatchedObject[] }
  /** It holds nothing that can be told. */
  | { form: "nothing" }
);

export interface PatchedObject {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}

type PlaceIn = (document: YamlDocument, path: Path) => Place;

/** Reads a patch; faults of its YAML are not among its own. */
export function readPatchContent({ documents, faults }: YamlText, placeIn: PlaceIn): PatchContent {
  const filled = documents.filter(({ value }) => value !== undefined && value !== null);
  const [first] = filled;
  if (faults.length > 0 || !first) return { form: "nothing", faults: [] };
  // Of several documents kustomize takes the first, where it is one of operations.
  if (Array.isArray(first.value)) return readOperations(first, first.value, placeIn);
  return {
    form: "objects",
    objects: filled.flatMap(({ value }) => patchedObject(value)),
    faults: filled.flatMap((document) => fieldFaults(document, placeIn)),
  };
}

function readOperations(document: YamlDocument, entries: unknown[], placeIn: PlaceIn): PatchContent {
  const read = entries.map(readOperation);
  return {
    form: "operations",
    operations: read.flatMap((each) => ("fault" in each ? [] : [each])),
    faults: read.flatMap((each, index) =>
      "fault" in each ? [{ code: "patch-invalid", ...placeIn(document, [index]), detail: each.fault }] : [],
    ),
  };
}

function patchedObject(value: unknown): PatchedObject[] {
  if (!isRecord(value)) return [];
  const { apiVersion, kind, metadata } = value;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") return [];
  return [{ apiVersion, kind, name, ...(typeof namespace === "string" && { namespace }) }];
}

/**
 * What a part of an object sets that objects of its kind do not have, or not so: Flux would drop it without a word. Nothing
 * can be missing in it.
 */
function fieldFaults(document: YamlDocument, placeIn: PlaceIn): Violation[] {
  const { value } = document;
  if (!isRecord(value)) return [];
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
  const found = checkManifest(apiVersion, kind, value, { isPartial: true }) ?? [];
  return found
    .filter(({ isWarning }) => !isWarning)
    .map((each) => (isSecret(apiVersion, kind) ? withoutSecret(each) : each))
    .map((each) => toViolation(each, placeIn(document, [...each.path])));
}
