import { checkContent } from "./content.ts";
import type { CustomKinds } from "./custom-resources/schema.ts";
import { isNamespace, isObjectName, NAME_MAX } from "./names.ts";
import { placeOf, toViolation, type Path, type Place } from "./place.ts";
import type { Violation } from "./types.ts";
import { isRecord } from "./yaml/to-value.ts";
import type { YamlDocument } from "./yaml/types.ts";

/** One Kubernetes object as a file has it. */
export interface ManifestObject {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  file: string;
  document: number;
  line: number;
  column: number;
  pointer: string;
}

/** More than anybody reads of one document. */
const MOST_OF_A_DOCUMENT = 1000;

interface Objects {
  objects: ManifestObject[];
  violations: Violation[];
  warnings: Violation[];
}

/** The objects of a document, those of a List one by one, and what is wrong with each. */
export function readObjects(file: string, document: YamlDocument, custom: CustomKinds): Objects {
  const objects: ManifestObject[] = [];
  const violations: Violation[] = [];
  const warnings: Violation[] = [];
  const visit = (value: unknown, path: Path) => {
    const place = (at: Path) => placeOf(file, document, at);
    const read = readObject(value, path, place);
    violations.push(...read.violations);
    if (read.object) objects.push(read.object);
    for (const [index, item] of (read.items ?? []).entries()) visit(item, [...path, "items", index]);
    if (read.items || !isRecord(value)) return;
    const { apiVersion, kind } = value;
    if (typeof apiVersion !== "string" || typeof kind !== "string") return;
    if (violations.length + warnings.length > MOST_OF_A_DOCUMENT) return;
    const said = new Set(read.violations.map(({ pointer }) => pointer));
    for (const remark of checkContent(apiVersion, kind, value, custom).slice(0, MOST_OF_A_DOCUMENT)) {
      const told = toViolation(remark, place([...path, ...remark.path]));
      if (!said.has(told.pointer)) (remark.isWarning ? warnings : violations).push(told);
    }
  };
  // A document with nothing but comments, or `null`, is no object and does no harm.
  if (document.value !== undefined && document.value !== null) visit(document.value, []);
  return { objects, violations, warnings };
}

interface Read {
  object?: ManifestObject;
  items?: unknown[];
  violations: Violation[];
}

function readObject(value: unknown, path: Path, place: (path: Path) => Place): Read {
  const violations: Violation[] = [];
  const refuse = (at: Path, code: string, detail: string) =>
    void violations.push({ code, ...place([...path, ...at]), detail });
  if (!isRecord(value)) {
    refuse(
      [],
      "object-not-a-map",
      "This is no Kubernetes object: it needs `apiVersion`, `kind` and `metadata`. Remove it, or move it out of the version.",
    );
    return { violations };
  }
  const apiVersion = textOf(value["apiVersion"], "apiVersion", refuse);
  const kind = textOf(value["kind"], "kind", refuse);
  if (
    apiVersion !== undefined &&
    !/^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(apiVersion)
  )
    refuse(
      ["apiVersion"],
      "api-version-invalid",
      `\`${apiVersion}\` is no apiVersion. It looks like \`v1\` or \`apps/v1\`.`,
    );
  if (kind !== undefined && !/^[A-Za-z][A-Za-z0-9]*$/.test(kind))
    refuse(["kind"], "kind-invalid", `\`${kind}\` is no kind. It looks like \`Deployment\`.`);
  const isKustomization = apiVersion?.startsWith("kustomize.config.k8s.io/");
  if (isKustomization)
    refuse(
      ["kind"],
      "kustomization-misplaced",
      "A kustomization lies in a file named `kustomization.yaml`. Rename the file.",
    );
  // To Flux every kind that ends so is a list of objects, each with its own apiVersion and kind.
  if (kind?.endsWith("List") && Array.isArray(value["items"])) return { items: value["items"], violations };
  const named = isKustomization ? undefined : readName(value, refuse);
  if (!named || violations.length > 0) return { violations };
  const { document, line, column, pointer, file } = place(path);
  return {
    object: { apiVersion: apiVersion!, kind: kind!, ...named, file, document, line, column, pointer },
    violations,
  };
}

type Refuse = (at: Path, code: string, detail: string) => void;

const CODES = { apiVersion: "api-version", kind: "kind" } as const;

function textOf(value: unknown, field: keyof typeof CODES, refuse: Refuse): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  if (value === undefined || value === null || value === "")
    refuse(
      [field],
      `${CODES[field]}-missing`,
      `Every document needs \`${field}\`. Add it, such as \`${field}: ${field === "kind" ? "Deployment" : "apps/v1"}\`.`,
    );
  else refuse([field], `${CODES[field]}-invalid`, `\`${field}\` must be text. Quote it.`);
  return undefined;
}

/** The rule that `acceptUnknownFields` suspends. */
export const UNKNOWN_FIELD = "field-unknown";

function readName(
  value: Record<string, unknown>,
  refuse: Refuse,
): { name: string; namespace?: string } | undefined {
  const metadata = value["metadata"];
  if (metadata !== undefined && metadata !== null && !isRecord(metadata)) {
    refuse(["metadata"], "metadata-invalid", "`metadata` must be a map with a `name`.");
    return undefined;
  }
  const { name, namespace, generateName } = metadata ?? {};
  if (name === undefined || name === null || name === "") {
    const why =
      generateName === undefined ? "" : " Flux cannot apply `generateName`: it needs to know the name.";
    refuse(["metadata", "name"], "name-missing", `Every object needs \`metadata.name\`.${why}`);
  } else if (typeof name !== "string") {
    refuse(
      ["metadata", "name"],
      "name-not-text",
      "The name is no text to YAML's readers, and Flux would apply nothing at all. Quote it.",
    );
  } else if (!isObjectName(name)) {
    refuse(
      ["metadata", "name"],
      "name-invalid",
      `A name has at most ${NAME_MAX} characters, without spaces, \`/\` and \`%\`.`,
    );
  }
  const hasNamespace = namespace !== undefined && namespace !== null && namespace !== "";
  if (hasNamespace && !(typeof namespace === "string" && isNamespace(namespace)))
    refuse(
      ["metadata", "namespace"],
      "namespace-invalid",
      "A namespace is text of lower-case letters, digits and `-`, at most 63 characters. Quote it if it looks like a number.",
    );
  if (typeof name !== "string") return undefined;
  return { name, ...(hasNamespace && { namespace: namespace as string }) };
}
