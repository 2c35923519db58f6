import { folderOf } from "../paths.ts";
import type { Violation } from "../types.ts";
import type { YamlText } from "../yaml/types.ts";
import { isRecord } from "../yaml/to-value.ts";
import { Content, type Place, type Reference } from "./content.ts";
import { ENTRIES_WITH_PATH, KNOWN, PATH_LISTS, PLUGINS } from "./fields.ts";
import { literalSecrets, readGenerators, type Generated } from "./generators.ts";
import { kustomizationFormFaults } from "./types.ts";
import { isWrittenInPlace, readPatches, type Patch } from "./patches.ts";

export interface Kustomization {
  /** Its folder in the view; `""` at the root. */
  folder: string;
  isComponent: boolean;
  namespace?: string;
  namePrefix: string;
  nameSuffix: string;
  references: Reference[];
  generated: Generated[];
  patches: Patch[];
  /** The workloads whose `replicas` it sets, by name. */
  scaled: { name: string; at: Place }[];
  /** Whether it puts values of some objects into others. */
  replaces: boolean;
  /** Whether it sets labels, replicas or images in objects. */
  adjusts: boolean;
  /** What does no harm, and is probably not meant. */
  warnings: Violation[];
}

/** What a kustomization refers to and sets, and what is wrong with it whatever lies beside it. */
export function readKustomization(
  { path, source }: { path: string; source: string },
  { documents, faults }: YamlText,
): { kustomization?: Kustomization; violations: Violation[] } {
  if (faults.length > 0) return { violations: [] };
  const [document, second] = documents.filter(({ value }) => value !== undefined && value !== null);
  if (!document || second || !isRecord(document.value))
    return { violations: [{ ...notOneMap, file: source }] };
  const content = new Content(source, document, document.value);
  checkFields(content);
  const { inputs, generated } = readGenerators(content);
  const kustomization: Kustomization = {
    folder: folderOf(path),
    isComponent: content.root["kind"] === "Component",
    ...content.namespaceAt(["namespace"]),
    namePrefix: content.textAt(["namePrefix"]),
    nameSuffix: content.textAt(["nameSuffix"]),
    references: [...pathLists(content), ...entriesWithPath(content), ...inputs],
    generated,
    patches: readPatches(content),
    scaled: readScaled(content),
    adjusts: ["labels", "commonLabels", "commonAnnotations", "replicas", "images"].some(
      (field) => content.valueAt([field]) !== undefined,
    ),
    replaces: ["replacements", "vars"].some((field) => content.listAt([field]).length > 0),
    warnings: literalSecrets(content),
  };
  const form = kustomizationFormFaults(source, document, document.value);
  // Those that were found first say more.
  const said = new Set(content.violations.map(({ pointer }) => pointer));
  const violations = [...content.violations, ...form.filter(({ pointer }) => !said.has(pointer))];
  return { kustomization, violations };
}

const notOneMap = {
  code: "kustomization-invalid",
  line: 1,
  column: 1,
  detail: "A kustomization is one YAML map, such as `resources: [deployment.yaml]`.",
};

const API_VERSIONS: Record<string, string> = {
  Kustomization: "kustomize.config.k8s.io/v1beta1",
  Component: "kustomize.config.k8s.io/v1alpha1",
};

function checkFields(content: Content): void {
  const { kind = "Kustomization", apiVersion } = content.root;
  const expected =
    typeof kind === "string" && Object.hasOwn(API_VERSIONS, kind) ? API_VERSIONS[kind] : undefined;
  if (expected === undefined)
    content.invalid(["kind"], "The kind of a kustomization is `Kustomization` or `Component`.");
  else if (apiVersion !== undefined && apiVersion !== expected)
    content.invalid(["apiVersion"], `The apiVersion of a ${kind as string} is \`${expected}\`.`);
  for (const field of Object.keys(content.root)) {
    if (PLUGINS.includes(field))
      content.refuse(
        [field],
        "kustomization-plugin",
        `\`${field}\` runs plugins, which Flux does not. Render them in CI, and publish the result.`,
      );
    else if (!KNOWN.has(field))
      content.refuse(
        [field],
        "kustomization-field-unknown",
        `Kustomize knows no field \`${field}\` and would refuse the build. Remove it, or correct its name.`,
      );
  }
}

function pathLists(content: Content): Reference[] {
  return Object.entries(PATH_LISTS).flatMap(([field, role]) =>
    content.listAt([field]).flatMap((entry, index) => {
      // A patch may be written in place.
      if (field === "patchesStrategicMerge" && typeof entry === "string" && isWrittenInPlace(entry))
        return [];
      return content.referenceAt(role, [field, index]);
    }),
  );
}

function readScaled(content: Content): Kustomization["scaled"] {
  return content.listAt(["replicas"]).flatMap((_, index) => {
    const name = content.textAt(["replicas", index, "name"]);
    return name === "" ? [] : [{ name, at: content.place(["replicas", index, "name"]) }];
  });
}

function entriesWithPath(content: Content): Reference[] {
  const entries = ENTRIES_WITH_PATH.flatMap((field) =>
    content.listAt([field]).flatMap((entry, index) => {
      const at = [field, index];
      return isRecord(entry) ? [at] : content.invalid(at, `An entry of \`${field}\` is a map.`);
    }),
  );
  return [...entries, ["openapi"]].flatMap((at) => {
    const path = [...at, "path"];
    return content.valueAt(path) === undefined ? [] : content.referenceAt("data", path);
  });
}
