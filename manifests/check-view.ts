import { build, contentOf, type Parts } from "./kustomization/build.ts";
import { mending } from "./kustomization/mended.ts";
import { faultsOfPatches, secretPatches } from "./kustomization/patches.ts";
import { patchedObjectFaults } from "./kustomization/patched-objects.ts";
import { readKustomization, type Kustomization } from "./kustomization/read.ts";
import { referenceFaults } from "./kustomization/references.ts";
import { rolesOf, type FileRole } from "./kustomization/roles.ts";
import { keyOf, type ObjectsOfView } from "./object-keys.ts";
import type { ManifestObject } from "./objects.ts";
import type { FileReader } from "./read-files.ts";
import { builtNames, duplicateObjects, namespaceFaults, overriddenNamespaces } from "./object-rules.ts";
import {
  checkPaths,
  EXTENSION,
  folderOf,
  hasManifestExtension,
  isKustomization,
  VERSION_FILE,
} from "./paths.ts";
import { partition } from "./partition.ts";
import { resourcesOf } from "./render.ts";
import type { NamespaceSource, Violation } from "./types.ts";
import type { ViewFile } from "./view.ts";
import type { YamlText } from "./yaml/types.ts";

export interface Checked {
  violations: Violation[];
  warnings: Violation[];
}

export interface CheckedView extends Checked {
  /** What the view brings into its environment. */
  objects: Omit<ObjectsOfView, "environment">;
}

/** What is wrong with a version as it will lie in one environment. */
export function checkView(view: ViewFile[], namespace: NamespaceSource, read: FileReader): CheckedView {
  const sources = new Map(view.map(({ path, source }) => [path, source]));
  const collisions = checkPaths(view).map((fault) => ({ ...fault, file: sources.get(fault.file)! }));
  if (collisions.length > 0)
    return { objects: { takesNamespace: false, keys: [] }, violations: collisions, warnings: [] };
  const readings = view.filter(isKustomizationFile).map((file) => readKustomization(file, read.yaml(file)));
  const own = new Map(
    readings.flatMap(({ kustomization }) => (kustomization ? [[kustomization.folder, kustomization]] : [])),
  );
  const bringsRoot = view.some((file) => isKustomizationFile(file) && folderOf(file.path) === "");
  const kustomizations = bringsRoot ? own : new Map([...own, ["", generatedRoot(view, namespace)]]);
  const parts = partsOf(view, kustomizations, read);
  const root = kustomizations.get("");
  // A root that cannot be read says enough.
  const built = root
    ? build(parts, root)
    : { objects: [], reached: new Set<string>(), violations: [], warnings: [] };
  const roles = rolesOf(view, kustomizations.values());
  const patches = [...own.values()].flatMap(({ folder, patches }) =>
    patches.map((patch) => ({ patch, content: contentOf(parts, folder, patch) })),
  );
  const judge = {
    valueOf: parts.valueOf,
    remarksOn: read.remarksOn,
    isAdjusted: [...own.values()].some(({ adjusts }) => adjusts),
  };
  const isMended = mending(built.objects, patches, judge);
  const [mended, ofFiles] = partition(
    view.flatMap((file) => fileFaults(file, roles.get(file.path)!, read)),
    isMended,
  );
  return {
    objects: {
      takesNamespace: !bringsRoot,
      // Without the namespace that the app has now: the one that it has when it is deployed counts.
      keys: (bringsRoot || !root ? built : build(parts, generatedRoot(view, {}))).objects.map(keyOf),
    },
    violations: [
      ...readings.flatMap((reading) => reading.violations),
      ...kustomizationsOfOneFolder(view),
      ...[...own.values()].flatMap((kustomization) => referenceFaults(parts, kustomization)),
      ...built.violations,
      ...faultsOfPatches(patches),
      ...patchedObjectFaults(built.objects, judge),
      ...ofFiles,
      ...namespaceFaults(built.objects, namespace, bringsRoot),
      ...duplicateObjects(built.objects),
      ...builtNames(built.objects),
    ],
    warnings: [
      ...mended.map((fault) => ({ ...fault, detail: `${fault.detail} Or does a patch?` })),
      ...view.flatMap((file) => (roles.get(file.path) === "manifest" ? read.objects(file).warnings : [])),
      ...[...own.values()].flatMap((kustomization) => kustomization.warnings),
      ...secretPatches(patches),
      ...built.warnings,
      ...(root ? notApplied(view, built.reached) : []),
      ...overriddenNamespaces(built.objects),
    ],
  };
}

const isKustomizationFile = ({ path }: ViewFile) => isKustomization(path);

function partsOf(view: ViewFile[], kustomizations: Map<string, Kustomization>, read: FileReader): Parts {
  const byPath = new Map(view.map((file) => [file.path, file]));
  const bySource = new Map(view.map((file) => [file.source, file]));
  const isManifest = (path: string) =>
    path !== VERSION_FILE && hasManifestExtension(path) && !isKustomization(path);
  return {
    kustomizations,
    paths: new Set(byPath.keys()),
    patchIn: (path) => (byPath.has(path) ? read.patch(byPath.get(path)!) : undefined),
    objectsIn: (path) => (isManifest(path) ? read.objects(byPath.get(path)!).objects : []),
    valueOf: (object) => valueIn(read.yaml(bySource.get(object.file)!), object),
  };
}

/** An object, as its file has it. */
function valueIn({ documents }: YamlText, { document, pointer }: ManifestObject): unknown {
  const steps = pointer.split("/").slice(1);
  const whole = documents.find(({ index }) => index === document)?.value;
  return steps.reduce((value, step) => (value as Record<string, unknown>)[step], whole);
}

/** What smithd writes where a version brings no kustomization of its own. */
function generatedRoot(view: ViewFile[], namespace: NamespaceSource): Kustomization {
  const set = typeof namespace === "object" ? namespace.app : undefined;
  const sources = new Map<string, string>();
  for (const { path, source } of view)
    sources.set(path, source).set(isKustomization(path) ? folderOf(path) : path, source);
  const reference = (target: string) => ({
    role: "resource" as const,
    target,
    at: { file: sources.get(target)!, document: 1, line: 1, column: 1, pointer: "" },
  });
  return {
    folder: "",
    isComponent: false,
    ...(set !== undefined && { namespace: set }),
    namePrefix: "",
    nameSuffix: "",
    references: resourcesOf(view.map(({ path }) => path)).map(reference),
    generated: [],
    patches: [],
    scaled: [],
    adjusts: false,
    replaces: false,
    warnings: [],
  };
}

function kustomizationsOfOneFolder(view: ViewFile[]): Violation[] {
  const folders = Map.groupBy(view.filter(isKustomizationFile), ({ path }) => folderOf(path));
  return [...folders.values()]
    .filter((files) => files.length > 1)
    .map(([first, second]) => ({
      code: "kustomization-invalid",
      file: second!.source,
      line: 1,
      column: 1,
      detail: `${first!.path} is there too, and a folder has one kustomization. Remove one of them.`,
    }));
}

function fileFaults(file: ViewFile, role: FileRole, read: FileReader): Violation[] {
  if (role === "version" || role === "input") return [];
  if (!hasManifestExtension(file.path))
    return [{ code: "extension-unknown", file: file.source, detail: EXTENSION }];
  const { faults, violations } =
    role === "kustomization" ? { ...read.yaml(file), violations: [] } : read.objects(file);
  const inFile = faults.map((fault) => ({ ...fault, file: file.source }));
  return role === "manifest" ? [...inFile, ...violations] : inFile;
}

function notApplied(view: ViewFile[], reached: ReadonlySet<string>): Violation[] {
  const isApplied = ({ path }: ViewFile) => {
    if (path === VERSION_FILE || reached.has(path)) return true;
    const folder = folderOf(path);
    return isKustomization(path) && (folder === "" || reached.has(folder));
  };
  return view
    .filter((file) => !isApplied(file))
    .map(({ source }) => ({
      code: "file-not-applied",
      file: source,
      detail:
        "No kustomization that is applied names this file, so Flux passes it over. Name it under `resources`, or remove it.",
    }));
}
