import { placeOf, type Path, type Place } from "../place.ts";
import { isNamespace } from "../names.ts";
import type { Violation } from "../types.ts";
import type { YamlDocument } from "../yaml/types.ts";
import type { Role } from "./fields.ts";

export type { Path, Place };

export interface Reference {
  role: Role;
  /** As it is written. */
  target: string;
  at: Place;
}

/** A kustomization's YAML, asked field by field; whatever does not have the form that is asked for is a violation. */
export class Content {
  readonly violations: Violation[] = [];
  readonly root: Record<string, unknown>;
  private readonly source: string;
  private readonly document: YamlDocument;

  constructor(source: string, document: YamlDocument, root: Record<string, unknown>) {
    this.source = source;
    this.document = document;
    this.root = root;
  }

  valueAt(path: Path): unknown {
    const step = (value: unknown, key: string | number) =>
      (value as Record<string | number, unknown> | undefined)?.[key];
    return path.reduce<unknown>(step, this.root) ?? undefined;
  }

  listAt(path: Path): unknown[] {
    const value = this.valueAt(path);
    if (value === undefined || Array.isArray(value)) return (value as unknown[] | undefined) ?? [];
    return this.invalid(path, `\`${path.at(-1)}\` is a list.`);
  }

  textAt(path: Path): string {
    const value = this.valueAt(path);
    if (value !== undefined && typeof value !== "string")
      this.invalid(path, `\`${path.at(-1)}\` is text. Quote it.`);
    return typeof value === "string" ? value : "";
  }

  namespaceAt(path: Path): { namespace?: string } {
    const value = this.valueAt(path);
    if (value === undefined || value === "") return {};
    if (typeof value === "string" && isNamespace(value)) return { namespace: value };
    this.refuse(
      path,
      "namespace-invalid",
      "A namespace is text of lower-case letters, digits and `-`, at most 63 characters.",
    );
    return {};
  }

  /** The reference that a field holds; none where it is empty. */
  referenceAt(role: Role, path: Path, targetOf = (text: string) => text): Reference[] {
    const value = this.valueAt(path);
    if (typeof value === "string" && value !== "")
      return [{ role, target: targetOf(value), at: this.place(path) }];
    return this.invalid(path, "A path is missing here.");
  }

  place(path: Path): Place {
    return placeOf(this.source, this.document, path);
  }

  invalid(path: Path, detail: string): [] {
    return this.refuse(path, "kustomization-invalid", detail);
  }

  refuse(path: Path, code: string, detail: string): [] {
    this.violations.push({ code, ...this.place(path), detail });
    return [];
  }
}
