import type { ManifestObject } from "../objects.ts";
import { countNodes } from "../yaml/count-nodes.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { Violation } from "../types.ts";
import type { BuiltObject } from "./built-object.ts";
import { applyOperations, type Operation } from "./json-patch.ts";
import type { PatchContent, PatchedObject } from "./patch-content.ts";
import type { Patch } from "./patches.ts";
import { isFor, selects, type Target } from "./select.ts";

export interface PatchedObjects {
  objects: BuiltObject[];
  /** Patches that kustomize cannot apply: it refuses the build then. */
  violations: Violation[];
  warnings: Violation[];
}

export interface PatchTools {
  contentOf: (patch: Patch) => PatchContent | undefined;
  /** An object as it was written. */
  valueOf: (object: ManifestObject) => unknown;
  /** Takes so much, in values looked at, from what operations may take in all; false once that was too much. */
  spend: (values: number) => boolean;
}

/**
 * Applies the patches of a kustomization. Operations of JSON Patch are followed; what is merged into an object is not, nor
 * what comes after it.
 */
export function applyPatches(
  patches: readonly Patch[],
  given: BuiltObject[],
  tools: PatchTools,
): PatchedObjects {
  const result: PatchedObjects = { objects: given, violations: [], warnings: [] };
  for (const patch of patches) {
    const { objects, violations, warnings } = applyPatch(patch, result.objects, tools);
    result.objects = objects;
    result.violations.push(...violations);
    result.warnings.push(...warnings);
  }
  return result;
}

function applyPatch(patch: Patch, objects: BuiltObject[], tools: PatchTools): PatchedObjects {
  const { target, at } = patch;
  const content = tools.contentOf(patch);
  if (!content || content.form === "nothing") return { objects, violations: [], warnings: [] };
  if (patch.isLate && (content.form === "objects" || !target?.["name"]))
    return { objects, violations: [{ code: "patch-target-missing", ...at, detail: LATE }], warnings: [] };
  if (target) return applyToTarget({ ...patch, content, target }, objects, tools);
  if (content.form === "objects") return mergeParts(content.objects, patch, objects);
  const violation = { code: "patch-target-missing", ...at, detail: NO_TARGET };
  return { objects, violations: [violation], warnings: [] };
}

const NO_TARGET =
  "Operations of JSON Patch do not say what they are for. Add a `target` with a kind and a name.";

const LATE =
  "`patchesJson6902` takes operations of JSON Patch, with a `target` that has a `name`. Use `patches` instead, which takes others, too.";

const notFollowed = (built: BuiltObject, mayRename: boolean): BuiltObject => ({
  ...built,
  patched: "not followed",
  ...(mayRename && { isRenamed: true }),
});

const deletes = ({ value }: PatchedObject) => value["$patch"] === "delete";

function mergeParts(
  parts: PatchedObject[],
  { at, mayRename }: Pick<Patch, "at" | "mayRename">,
  objects: BuiltObject[],
): PatchedObjects {
  const violations = parts
    .filter((part) => !objects.some((built) => isFor(part, built)))
    .map(({ apiVersion, kind, name, namespace }) => ({
      code: "patch-matches-nothing",
      ...at,
      detail: `The patch is for the ${kind} ${name} of \`${apiVersion}\` in ${namespace ?? "no namespace"}, and no resource here is that. Correct its apiVersion, kind, name and namespace, or give it a \`target\`.`,
    }));
  const merged = objects.flatMap((built) => {
    const own = parts.filter((part) => isFor(part, built));
    if (own.some(deletes) && !built.isRenamed) return [];
    return own.length > 0 ? notFollowed(built, mayRename) : built;
  });
  return { objects: merged, violations, warnings: [] };
}

interface Targeted extends Patch {
  content: Exclude<PatchContent, { form: "nothing" }>;
  target: Target;
}

function applyToTarget(patch: Targeted, objects: BuiltObject[], tools: PatchTools): PatchedObjects {
  const { content, target, at } = patch;
  const violations: Violation[] = [];
  if (content.form === "objects" && content.objects.length > 1)
    violations.push({ code: "patch-invalid", ...at, detail: SEVERAL });
  const mayRename =
    content.form === "objects" ? patch.mayRename : content.operations.some(({ path }) => NAMING.test(path));
  let isForNothing = true;
  const patched = objects.flatMap((built) => {
    const isSelected = selects(target, built);
    if (isSelected === false) return built;
    isForNothing = false;
    if (isSelected && content.form === "objects" && content.objects.some(deletes)) return [];
    if (!isSelected || content.form === "objects") return notFollowed(built, mayRename);
    const { after, violation } = operate(built, { ...patch, operations: content.operations }, tools);
    // What fails on one object may fail on a thousand.
    if (violation && !violations.some(({ code }) => code === violation.code)) violations.push(violation);
    return after ?? notFollowed(built, mayRename);
  });
  const warnings = isForNothing ? [{ code: "patch-matches-nothing", ...at, detail: FOR_NOTHING }] : [];
  return { objects: patched, violations, warnings };
}

/** Where the name, the namespace and the kind of an object are. */
const NAMING = /^(?:|\/metadata(?:\/name|\/namespace)?|\/kind|\/apiVersion)$/;

const SEVERAL =
  "Kustomize gives one `target` to one patch, and this file has several. Put each into an entry of its own.";
const FOR_NOTHING =
  "No resource here is what the `target` asks for, and kustomize would pass the patch over without a word. Correct the target, or remove the patch.";

/** Neither where it is unclear what kustomize would make of it. */
function operate(
  built: BuiltObject,
  { operations, at, isLate }: Pick<Patch, "at" | "isLate"> & { operations: readonly Operation[] },
  { valueOf, spend }: PatchTools,
): { after?: BuiltObject; violation?: Violation } {
  const { object, isGenerated, isTransformed, patched } = built;
  if (patched === "not followed" || isGenerated) return {};
  const before = patched ? patched.value : valueOf(object);
  const nodes = countNodes(before);
  if (nodes === undefined || !spend(operations.length * (nodes + operations.length))) return {};
  const result = applyOperations(withOwnAnnotation(before), operations);
  if ("failed" in result) {
    const { path, from } = result.failed;
    if ((isTransformed || isLate) && [path, from].some(mayBeMade)) return {};
    return { violation: { code: "patch-fails", ...at, detail: failure(result.failed, object) } };
  }
  const value = withoutOwnAnnotation(result.value);
  return { after: { ...built, ...newIdentity(built, before, value), patched: { value, at } } };
}

/** Kustomize notes in each object what it was called, and takes it out in the end: annotations are there always. */
const OWN_ANNOTATION = "internal.config.kubernetes.io/previousNames";

function withOwnAnnotation(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value["metadata"])) return value;
  const { annotations } = value["metadata"];
  const own = { ...(isRecord(annotations) && annotations), [OWN_ANNOTATION]: "" };
  return { ...value, metadata: { ...value["metadata"], annotations: own } };
}

function withoutOwnAnnotation(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value["metadata"])) return value;
  const { annotations, ...metadata } = value["metadata"];
  if (!isRecord(annotations)) return value;
  const left = Object.entries(annotations).filter(([key]) => key !== OWN_ANNOTATION);
  return {
    ...value,
    metadata: { ...metadata, ...(left.length > 0 && { annotations: Object.fromEntries(left) }) },
  };
}

/** What kustomizations set in objects. */
export const mayBeMade = (path: string) =>
  /\/(?:metadata|labels|annotations|matchLabels|selector|replicas|image|subjects)(?:\/|$)/.test(path);

function failure({ op, path, from }: Operation, { kind, name }: ManifestObject): string {
  const [to, of] = [path, from].map((pointer) => pointer.slice(0, LONGEST_SHOWN));
  const where = from === "" ? `at \`${to}\`` : `from \`${of}\` to \`${to}\``;
  const why =
    op === "test" ? "something else is there" : "what it needs is not there, or an index is beyond its list";
  return `Its operation \`${op}\` ${where} fails on the ${kind} ${name}, and kustomize would refuse the build: ${why}. Correct the path, or add what is missing first.`;
}

const LONGEST_SHOWN = 200;

/** A patch may give an object another name and namespace. Another kind is not followed. */
function newIdentity(built: BuiltObject, before: unknown, after: unknown): Partial<BuiltObject> {
  const [was, is] = [identityOf(before), identityOf(after)];
  const name = was.name === is.name ? built.name : (is.name ?? built.name);
  const namespace = was.namespace === is.namespace ? built.namespace : is.namespace;
  const isOfKind = was.kind === is.kind && was.apiVersion === is.apiVersion;
  return {
    name,
    namespace,
    ids: [...built.ids, { name, namespace }],
    ...(!isOfKind && { isRenamed: true }),
  };
}

function identityOf(value: unknown): Partial<Record<"name" | "namespace" | "kind" | "apiVersion", string>> {
  const { metadata, kind, apiVersion } = isRecord(value) ? value : {};
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  const texts = Object.entries({ name, namespace, kind, apiVersion });
  return Object.fromEntries(texts.filter(([, text]) => typeof text === "string" && text !== ""));
}
