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
  value: Record<string, unknown>;
}

type PlaceIn = (document: YamlDocument, path: Path) => Place;

/** Reads a patch; faults of its YAML are not among its own. */
export function readPatchContent(
  { documents, faults }: YamlText,
  text: string,
  placeIn: PlaceIn,
): PatchContent {
  const filled = documents.filter(({ value }) => value !== undefined && value !== null);
  const [first] = filled;
  if (faults.length > 0 || !first) return { form: "nothing", faults: [] };
  const refuse = (document: YamlDocument, detail: string): PatchContent => ({
    form: "nothing",
    faults: [{ code: "patch-invalid", ...placeIn(document, []), detail }],
  });
  if (text.startsWith("[") && !isJson(text)) return refuse(first, NO_JSON);
  // Of several documents kustomize takes the first, where it is one of operations.
  if (Array.isArray(first.value)) return readOperations(first, first.value, placeIn);
  const parts = filled.flatMap(({ value }) => partsIn(value).map(patchedObject));
  const named = parts.filter((part) => part !== undefined);
  if (named.length < parts.length) return refuse(first, UNNAMED);
  return {
    form: "objects",
    objects: named,
    faults: filled.flatMap((document) => fieldFaults(document, placeIn)),
  };
}

const NO_JSON =
  "Kustomize reads what begins with `[` as JSON, which this is not. Write each operation below a dash, or quote all keys and texts.";
const UNNAMED =
  "Kustomize takes a list of operations, or parts of objects that have a `kind` and a `metadata.name`, whatever the `target` is. Add them.";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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

/** A List stands for what is in it. */
const partsIn = (value: unknown): unknown[] =>
  isRecord(value) && value["kind"] === "List" && Array.isArray(value["items"]) ? value["items"] : [value];

/** Without an apiVersion it is for no object, unless a target says for which. */
function patchedObject(value: unknown): PatchedObject | undefined {
  if (!isRecord(value)) return undefined;
  const { apiVersion, kind, metadata } = value;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  if (typeof kind !== "string" || typeof name !== "string" || name === "") return undefined;
  return {
    apiVersion: typeof apiVersion === "string" ? apiVersion : "",
    kind,
    name,
    ...(typeof namespace === "string" && { namespace }),
    value,
  };
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
