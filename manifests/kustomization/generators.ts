import { isRecord } from "../yaml/to-value.ts";
import type { Content, Path, Place, Reference } from "./content.ts";
import { SECRET_LITERAL } from "../secrets.ts";
import type { Violation } from "../types.ts";
import { GENERATORS } from "./fields.ts";

/** An object that a generator makes, or adds to. */
export interface Generated {
  kind: string;
  name: string;
  namespace?: string;
  /** Whether it goes into an object that must be there. */
  intoExisting: boolean;
  at: Place;
}

/** What the generators of a kustomization read and make. */
export function readGenerators(content: Content): { inputs: Reference[]; generated: Generated[] } {
  const entries = Object.entries(GENERATORS).flatMap(([field, kind]) =>
    content.listAt([field]).flatMap((entry, index) => {
      const at: Path = [field, index];
      return isRecord(entry) ? [{ kind, at }] : content.invalid(at, `An entry of \`${field}\` is a map.`);
    }),
  );
  return {
    inputs: entries.flatMap(({ at }) => inputsOf(content, at)),
    generated: entries.flatMap(({ kind, at }) => generatedBy(content, kind, at)),
  };
}

/** A repository that others read is no place for secrets. */
export function literalSecrets(content: Content): Violation[] {
  return content.listAt(["secretGenerator"]).flatMap((_, index) => {
    const at: Path = ["secretGenerator", index, "literals"];
    if (content.listAt(at).length === 0) return [];
    return [{ code: "secret-literal", ...content.place(at), detail: SECRET_LITERAL }];
  });
}

function inputsOf(content: Content, at: Path): Reference[] {
  const files = content.listAt([...at, "files"]);
  const keys = [
    ...files.map((item) => (typeof item === "string" ? keyOf(item) : "")),
    ...content
      .listAt([...at, "literals"])
      .map((item, index) => literalKey(content, [...at, "literals", index], item)),
  ].filter((key) => key !== "");
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    content.invalid(at, `The key \`${twice}\` is there twice. Rename one: \`files: [other=path]\`.`);
  return [
    // `key=path` gives the file another name in the ConfigMap.
    ...files.flatMap((_, index) =>
      content.referenceAt("input", [...at, "files", index], (text) => text.slice(text.indexOf("=") + 1)),
    ),
    ...content
      .listAt([...at, "envs"])
      .flatMap((_, index) => content.referenceAt("input", [...at, "envs", index])),
    ...(content.valueAt([...at, "env"]) === undefined ? [] : content.referenceAt("input", [...at, "env"])),
  ];
}

const keyOf = (file: string) =>
  file.includes("=") ? file.slice(0, file.indexOf("=")) : file.slice(file.lastIndexOf("/") + 1);

function literalKey(content: Content, at: Path, item: unknown): string {
  if (typeof item === "string" && item.indexOf("=") > 0) return item.slice(0, item.indexOf("="));
  content.invalid(at, "A literal is written `key=value`.");
  return "";
}

function generatedBy(content: Content, kind: string, at: Path): Generated[] {
  const name = content.textAt([...at, "name"]);
  if (name === "") return content.invalid(at, "A generator needs a `name`.");
  const behavior = content.textAt([...at, "behavior"]);
  const intoExisting = behavior === "merge" || behavior === "replace";
  return [{ kind, name, intoExisting, ...content.namespaceAt([...at, "namespace"]), at: content.place(at) }];
}
