import { isNamespaced, isNamespaceObject } from "../kinds.ts";
import type { ManifestObject } from "../objects.ts";
import type { BuiltObject, Id } from "./built-object.ts";
import { isKustomization } from "../paths.ts";
import type { Violation } from "../types.ts";
import type { Reference } from "./content.ts";
import type { Generated } from "./generators.ts";
import { applyPatches } from "./apply-patches.ts";
import type { PatchContent } from "./patch-content.ts";
import type { Patch } from "./patches.ts";
import type { Kustomization } from "./read.ts";
import { resolve, type View } from "./references.ts";
import { isCalled } from "./select.ts";

/** The parts of one environment's view, by path. */
export interface Parts extends View {
  objectsIn: (path: string) => readonly ManifestObject[];
  patchIn: (path: string) => PatchContent | undefined;
  /** An object as it was written. */
  valueOf: (object: ManifestObject) => unknown;
}

export interface Build {
  objects: BuiltObject[];
  /** What the build reads. */
  reached: Set<string>;
  violations: Violation[];
  warnings: Violation[];
}

/** A few files that name one another several times over could make billions of objects. */
const MAX_OBJECTS = 20_000;
/** Values that operations of JSON Patch look at. What comes after them is not followed. */
const MAX_LOOKED_AT = 2_000_000;

/** Follows the kustomization at the root as kustomize would, without rendering anything. */
export function build(parts: Parts, root: Kustomization): Build {
  const result: Accumulation = { made: 0, lookedAt: 0, reached: new Set(), violations: [], warnings: [] };
  const objects = accumulate(parts, root, [], [root.folder], result);
  if (result.made > MAX_OBJECTS) result.violations.push(tooComplex(parts));
  const { reached, violations, warnings } = result;
  return { objects, reached, violations, warnings };
}

/** What grows while kustomizations are followed. */
interface Accumulation extends Omit<Build, "objects"> {
  /** How often an object or a kustomization was taken in. */
  made: number;
  /** How many values operations of JSON Patch have looked at. */
  lookedAt: number;
}

const tooComplex = ({ paths }: Parts): Violation => ({
  code: "kustomization-too-complex",
  file: [...paths].find(isKustomization)!,
  line: 1,
  column: 1,
  detail: `The kustomizations make more than ${MAX_OBJECTS} objects. Name each folder once.`,
});

/** Components see what stands before them and change it, as a kustomization does with its resources. */
function accumulate(
  parts: Parts,
  kustomization: Kustomization,
  before: BuiltObject[],
  open: string[],
  result: Accumulation,
): BuiltObject[] {
  const objects = [...before];
  result.made++;
  const refuse = (reference: Reference, code: string, detail: string) =>
    void result.violations.push({ code, ...reference.at, detail });
  const enter = (reference: Reference, folder: string, given: BuiltObject[]): BuiltObject[] => {
    const inner = parts.kustomizations.get(folder);
    if (!inner) return given;
    if (open.includes(folder)) {
      refuse(
        reference,
        "kustomization-cycle",
        `\`${reference.target}\` leads back to a kustomization that is being built. Remove the reference.`,
      );
      return given;
    }
    if (inner.isComponent !== (reference.role === "component")) {
      const words = inner.isComponent
        ? "is a Component: list it under `components`"
        : "is no Component: list it under `resources`";
      refuse(reference, "kustomization-component", `\`${reference.target}\` ${words}.`);
      return given;
    }
    if (result.made > MAX_OBJECTS) return given;
    return accumulate(parts, inner, given, [...open, folder], result);
  };
  const targets = kustomization.references.map((reference) => ({
    reference,
    target: resolve(kustomization.folder, reference.target),
  }));
  for (const { reference, target } of targets) {
    if (target === undefined) continue;
    result.reached.add(target);
    if (reference.role !== "resource") continue;
    if (parts.paths.has(target)) objects.push(...take(parts.objectsIn(target), result));
    else objects.push(...enter(reference, target, []));
  }
  objects.push(...generate(kustomization, objects, result));
  const withComponents = targets
    .filter(({ reference, target }) => reference.role === "component" && target !== undefined)
    .reduce((given, { reference, target }) => enter(reference, target!, given), objects);
  const patched = applyPatches(kustomization.patches, withComponents, {
    contentOf: (patch) => contentOf(parts, kustomization.folder, patch),
    valueOf: parts.valueOf,
    spend: (values) => (result.lookedAt += values) <= MAX_LOOKED_AT,
  });
  result.violations.push(...patched.violations);
  result.warnings.push(...patched.warnings);
  const transformed = patched.objects.map((built) => transform(built, kustomization));
  result.violations.push(...scaleFaults(kustomization, transformed));
  return transformed;
}

/** What the text of a patch is, wherever it stands. */
export function contentOf(parts: Parts, folder: string, { source }: Patch): PatchContent | undefined {
  if ("content" in source) return source.content;
  const path = resolve(folder, source.path);
  return path === undefined ? undefined : parts.patchIn(path);
}

const SCALABLE = new Set(["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"]);

function scaleFaults({ scaled }: Kustomization, built: BuiltObject[]): Violation[] {
  const isThere = (wanted: string) =>
    built.some(
      ({ object, ids, isRenamed }) =>
        SCALABLE.has(object.kind) && (isRenamed || ids.some(({ name }) => name === wanted)),
    );
  return scaled
    .filter(({ name }) => !isThere(name))
    .map(({ name, at }) => ({
      code: "replicas-match-nothing",
      ...at,
      detail: `No workload here is named ${name}, so that kustomize would refuse the build. Correct the name, or remove the entry.`,
    }));
}

function take(objects: readonly ManifestObject[], result: Accumulation): BuiltObject[] {
  result.made += objects.length;
  return objects.map(asBuilt);
}

const asBuilt = (object: ManifestObject): BuiltObject => ({
  object,
  ...idOf(object),
  ids: [idOf(object)],
});

const idOf = ({ name, namespace }: Id): Id => ({ name, namespace });

/** What generators make; what they add to must be there, or come from one before. */
function generate({ generated }: Kustomization, given: BuiltObject[], result: Accumulation): BuiltObject[] {
  const made: BuiltObject[] = [];
  for (const each of generated) {
    const isThere = [...given, ...made].some(
      (built) => built.object.kind === each.kind && isCalled(built, each),
    );
    if (!each.intoExisting) made.push(generatedObject(each));
    else if (!isThere)
      result.violations.push({
        code: "generator-target-missing",
        ...each.at,
        detail: `There is no ${each.kind} ${each.name} in this namespace to merge with or replace. Name the one that is there, or leave out \`behavior\`.`,
      });
  }
  return made;
}

function generatedObject({ kind, name, namespace, at }: Generated): BuiltObject {
  const object = { apiVersion: "v1", kind, name, ...(namespace !== undefined && { namespace }), ...at };
  return { ...asBuilt(object), isGenerated: true };
}

/** Kustomize leaves the names of these alone, because others know them by it. */
const KEEP_NAME = new Set(["CustomResourceDefinition", "APIService", "Namespace"]);

function transform(
  built: BuiltObject,
  { namespace, namePrefix, nameSuffix, replaces }: Kustomization,
): BuiltObject {
  const { apiVersion, kind } = built.object;
  // Kustomize takes the name of a Namespace for one more place where the namespace is written.
  const kept = isNamespaceObject(apiVersion, kind) ? (namespace ?? built.name) : built.name;
  const name = KEEP_NAME.has(kind) ? kept : `${namePrefix}${built.name}${nameSuffix}`;
  const isMoved = namespace !== undefined && isNamespaced(apiVersion, kind) !== false;
  const moved = isMoved ? { ...built, namespace } : built;
  return {
    ...moved,
    name,
    // The namespace is set before the name.
    ids: [...built.ids, idOf(moved), idOf({ ...moved, name })],
    isTransformed: true,
    ...(replaces && { patched: "not followed", isRenamed: true }),
  };
}
