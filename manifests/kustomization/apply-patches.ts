import type { ManifestObject } from "../objects.ts";
import { isSmall } from "../yaml/is-small.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { Violation } from "../types.ts";
import type { BuiltObject, Id } from "./built-object.ts";
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
  /** Takes so many operations from those that are followed; false once there were too many. */
  spend: (operations: number) => boolean;
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
  const merged = objects.map((built) =>
    parts.some((part) => isFor(part, built)) ? notFollowed(built, mayRename) : built,
  );
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
  const patched = objects.map((built) => {
    const isSelected = selects(target, built);
    if (isSelected === false) return built;
    isForNothing = false;
    if (!isSelected || content.form === "objects" || !tools.spend(content.operations.length))
      return notFollowed(built, mayRename);
    const outcome = operate(built, { ...patch, operations: content.operations }, tools);
    if ("violation" in outcome) violations.push(outcome.violation);
    return "built" in outcome ? outcome.built : notFollowed(built, mayRename);
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

function operate(
  built: BuiltObject,
  { operations, at, isLate }: Pick<Patch, "at" | "isLate"> & { operations: readonly Operation[] },
  { valueOf }: PatchTools,
): { built: BuiltObject } | { violation: Violation } | { isUnclear: true } {
  const { object, isGenerated, isTransformed, patched } = built;
  if (patched === "not followed" || isGenerated) return { isUnclear: true };
  const before = patched ? patched.value : valueOf(object);
  if (!isSmall(before)) return { isUnclear: true };
  const result = applyOperations(before, operations);
  if ("failed" in result) {
    const { path, from } = result.failed;
    if ((isTransformed || isLate) && [path, from].some(mayBeMade)) return { isUnclear: true };
    return { violation: { code: "patch-fails", ...at, detail: failure(result.failed, object) } };
  }
  const { value } = result;
  const renamed = { ...built, ...newId(before, value) };
  const { name, namespace } = renamed;
  const ids = [...built.ids, { name, ...(namespace !== undefined && { namespace }) }];
  return { built: { ...renamed, ids, patched: { value, at } } };
}

/** What kustomizations set in objects. */
const mayBeMade = (path: string) =>
  /\/(?:metadata|labels|annotations|matchLabels|selector|replicas|image)(?:\/|$)/.test(path);

function failure({ op, path, from }: Operation, { kind, name }: ManifestObject): string {
  const where = from === "" ? `at \`${path}\`` : `from \`${from}\` to \`${path}\``;
  const why =
    op === "test" ? "something else is there" : "what it needs is not there, or an index is beyond its list";
  return `Its operation \`${op}\` ${where} fails on the ${kind} ${name}, and kustomize would refuse the build: ${why}. Correct the path, or add what is missing first.`;
}

/** A patch may give an object another name, or another namespace. */
function newId(before: unknown, after: unknown): Partial<Id> {
  const [was, is] = [identityOf(before), identityOf(after)];
  return {
    ...(was.name !== is.name && is.name !== undefined && { name: is.name }),
    ...(was.namespace !== is.namespace && is.namespace !== undefined && { namespace: is.namespace }),
  };
}

function identityOf(value: unknown): Partial<Id> {
  const metadata = isRecord(value) ? value["metadata"] : undefined;
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  return {
    ...(typeof name === "string" && { name }),
    ...(typeof namespace === "string" && { namespace }),
  };
}
