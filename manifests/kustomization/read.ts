import { placeOf } from "../objects.ts";
import { DNS_LABEL, folderOf } from "../paths.ts";
import type { Violation } from "../types.ts";
import type { YamlDocument, YamlText } from "../yaml/types.ts";
import { isRecord } from "../yaml/to-value.ts";
import { ENTRIES_WITH_PATH, GENERATORS, KNOWN, PATH_LISTS, PLUGINS, type Role } from "./fields.ts";

export interface Reference {
  role: Role;
  /** As it is written. */
  target: string;
  at: Place;
}

type Place = ReturnType<typeof placeOf>;

/** An object that a generator makes. */
export interface Generated {
  kind: string;
  name: string;
  namespace?: string;
  at: Place;
}

export interface Kustomization {
  /** Its folder in the view; `""` at the root. */
  folder: string;
  isComponent: boolean;
  namespace?: string;
  namePrefix: string;
  nameSuffix: string;
  references: Reference[];
  generated: Generated[];
}

/** What a kustomization refers to and sets, and what is wrong with it whatever lies beside it. */
export function readKustomization(
  { path, source }: { path: string; source: string },
  { documents, faults }: YamlText,
): { kustomization?: Kustomization; violations: Violation[] } {
  if (faults.length > 0) return { violations: [] };
  const filled = documents.filter(({ value }) => value !== undefined && value !== null);
  const [document, second] = filled;
  if (!document || second || !isRecord(document.value))
    return {
      violations: [
        {
          code: "kustomization-invalid",
          file: source,
          line: 1,
          column: 1,
          detail: "A kustomization is one YAML map, such as `resources: [deployment.yaml]`.",
        },
      ],
    };
  return new Reader(source, document, document.value).read(folderOf(path));
}

type Path = (string | number)[];

class Reader {
  private readonly violations: Violation[] = [];
  private readonly source: string;
  private readonly document: YamlDocument;
  private readonly content: Record<string, unknown>;

  constructor(source: string, document: YamlDocument, content: Record<string, unknown>) {
    this.source = source;
    this.document = document;
    this.content = content;
  }

  read(folder: string): { kustomization: Kustomization; violations: Violation[] } {
    this.checkFields();
    const namespace = this.namespaceAt(["namespace"]);
    const kustomization: Kustomization = {
      folder,
      isComponent: this.content["kind"] === "Component",
      ...(namespace !== undefined && { namespace }),
      namePrefix: this.textAt(["namePrefix"]),
      nameSuffix: this.textAt(["nameSuffix"]),
      references: [...this.pathLists(), ...this.entriesWithPath(), ...this.openapi(), ...this.inputs()],
      generated: this.generated(),
    };
    return { kustomization, violations: this.violations };
  }

  private checkFields(): void {
    const { kind, apiVersion } = this.content;
    if (kind !== undefined && kind !== "Kustomization" && kind !== "Component")
      this.refuse(
        ["kind"],
        "kustomization-invalid",
        "The kind of a kustomization is `Kustomization` or `Component`.",
      );
    if (
      apiVersion !== undefined &&
      !(
        typeof apiVersion === "string" && /^kustomize\.config\.k8s\.io\/v1(?:alpha1|beta1)?$/.test(apiVersion)
      )
    )
      this.refuse(
        ["apiVersion"],
        "kustomization-invalid",
        "The apiVersion of a kustomization is `kustomize.config.k8s.io/v1beta1`.",
      );
    for (const field of Object.keys(this.content)) {
      if (PLUGINS.includes(field))
        this.refuse(
          [field],
          "kustomization-plugin",
          `\`${field}\` runs plugins, which Flux does not. Render them in CI, and publish the result.`,
        );
      else if (!KNOWN.has(field))
        this.refuse(
          [field],
          "kustomization-field-unknown",
          `Kustomize knows no field \`${field}\` and would refuse the build. Remove it, or correct its name.`,
        );
    }
  }

  private pathLists(): Reference[] {
    return Object.entries(PATH_LISTS).flatMap(([field, role]) =>
      this.listAt([field]).flatMap((entry, index) => {
        const at: Path = [field, index];
        if (typeof entry !== "string" || entry === "")
          return this.none(at, `An entry of \`${field}\` is a path.`);
        if (field === "patchesStrategicMerge" && /[\n{]|: /.test(entry)) return [];
        return [this.reference(role, entry, at)];
      }),
    );
  }

  private entriesWithPath(): Reference[] {
    return ENTRIES_WITH_PATH.flatMap((field) =>
      this.listAt([field]).flatMap((entry, index) => {
        if (!isRecord(entry)) return this.none([field, index], `An entry of \`${field}\` is a map.`);
        return this.optionalPath(entry, [field, index], "path", "data");
      }),
    );
  }

  private openapi(): Reference[] {
    const { openapi } = this.content;
    return isRecord(openapi) ? this.optionalPath(openapi, ["openapi"], "path", "data") : [];
  }

  private inputs(): Reference[] {
    return this.generators().flatMap(({ entry, at }) => [
      ...(["files", "envs"] as const).flatMap((field) =>
        this.listAt([...at, field]).flatMap((item, index) => {
          if (typeof item !== "string" || item === "")
            return this.none([...at, field, index], `An entry of \`${field}\` is a path.`);
          // `key=path` gives the file another name in the ConfigMap.
          const target = field === "files" ? item.slice(item.indexOf("=") + 1) : item;
          return [this.reference("input", target, [...at, field, index])];
        }),
      ),
      ...this.optionalPath(entry, at, "env", "input"),
    ]);
  }

  private generated(): Generated[] {
    return this.generators().flatMap(({ kind, entry, at }) => {
      const { name, behavior } = entry;
      if (typeof name !== "string" || name === "") {
        this.refuse(at, "kustomization-invalid", "A generator needs a `name`.");
        return [];
      }
      if (behavior === "merge" || behavior === "replace") return [];
      const namespace = this.namespaceAt([...at, "namespace"]);
      return [{ kind, name, ...(namespace !== undefined && { namespace }), at: this.place(at) }];
    });
  }

  private generators(): { kind: string; entry: Record<string, unknown>; at: Path }[] {
    return Object.entries(GENERATORS).flatMap(([field, kind]) =>
      this.listAt([field]).flatMap((entry, index) => {
        const at: Path = [field, index];
        return isRecord(entry) ? [{ kind, entry, at }] : this.none(at, `An entry of \`${field}\` is a map.`);
      }),
    );
  }

  private optionalPath(entry: Record<string, unknown>, at: Path, field: string, role: Role): Reference[] {
    const target = entry[field];
    if (target === undefined || target === null || target === "") return [];
    if (typeof target !== "string") return this.none([...at, field], `\`${field}\` is a path.`);
    return [this.reference(role, target, [...at, field])];
  }

  private listAt(path: Path): unknown[] {
    const value = this.valueAt(path);
    if (value === undefined || value === null || Array.isArray(value))
      return (value as unknown[] | null | undefined) ?? [];
    this.refuse(path, "kustomization-invalid", `\`${String(path.at(-1))}\` is a list.`);
    return [];
  }

  private namespaceAt(path: Path): string | undefined {
    const value = this.valueAt(path);
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string" && (DNS_LABEL.test(value) || value.includes("${"))) return value;
    this.refuse(
      path,
      "namespace-invalid",
      "A namespace is text of lower-case letters, digits and `-`, at most 63 characters.",
    );
    return undefined;
  }

  private textAt(path: Path): string {
    const value = this.valueAt(path);
    return typeof value === "string" ? value : "";
  }

  private valueAt(path: Path): unknown {
    return path.reduce<unknown>(
      (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
      this.content,
    );
  }

  private reference = (role: Role, target: string, at: Path): Reference => ({
    role,
    target,
    at: this.place(at),
  });
  private place = (at: Path) => placeOf(this.source, this.document, at);

  private none(at: Path, detail: string): [] {
    this.refuse(at, "kustomization-invalid", detail);
    return [];
  }

  private refuse(at: Path, code: string, detail: string): void {
    // `inputs` and `generated` look at the same entries.
    const violation = { code, ...this.place(at), detail };
    if (!this.violations.some(({ code: known, pointer }) => known === code && pointer === violation.pointer))
      this.violations.push(violation);
  }
}
