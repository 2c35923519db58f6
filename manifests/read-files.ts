import { checkContent } from "./content.ts";
import type { CustomKinds } from "./custom-resources/schema.ts";
import { readPatchContent, type PatchContent } from "./kustomization/patch-content.ts";
import { readObjects, type ManifestObject } from "./objects.ts";
import { placeOf } from "./place.ts";
import type { Remark } from "./remark.ts";
import type { Violation } from "./types.ts";
import type { ViewFile } from "./view.ts";
import { readYaml } from "./yaml/read.ts";
import { isRecord } from "./yaml/to-value.ts";
import type { YamlText } from "./yaml/types.ts";

export interface FileReader {
  /** What a kustomization is asked for. */
  yaml(file: ViewFile): YamlText;
  /** What a patch is asked for. */
  patch(file: ViewFile): PatchContent;
  /** What every other file is asked for. */
  objects(file: ViewFile): ObjectsOfFile;
  /** What is wrong with an object that no file has. */
  remarksOn(value: unknown): Remark[];
}

export interface ObjectsOfFile extends Pick<YamlText, "faults"> {
  objects: ManifestObject[];
  violations: Violation[];
  warnings: Violation[];
}

export interface Reading {
  /** Is told the path in the version of each file before it is read, and of nothing once it was. */
  onFile?: (path: string | undefined) => void;
  /** What others have read already, by path in the version. */
  read?: ReadonlyMap<string, ObjectsOfFile>;
}

/** Reads each file once, in however many views it lies; of what it reads, no more is kept than is asked for. */
export function readFiles(custom: CustomKinds, { onFile = () => {}, read = new Map() }: Reading): FileReader {
  const oncePerFile = <T>(read: (file: ViewFile) => T) => onceForEach(read, onFile);
  return {
    yaml: oncePerFile(({ bytes }) => readYaml(bytes)),
    patch: oncePerFile(({ source, bytes }) =>
      readPatchContent(readYaml(bytes), textOf(bytes), (document, path) => placeOf(source, document, path)),
    ),
    objects: oncePerFile(({ source, bytes }) => read.get(source) ?? objectsOf(source, bytes, custom)),
    remarksOn: (value) => (isTyped(value) ? checkContent(value.apiVersion, value.kind, value, custom) : []),
  };
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const isTyped = (value: unknown): value is Record<string, unknown> & { apiVersion: string; kind: string } =>
  isRecord(value) && typeof value["apiVersion"] === "string" && typeof value["kind"] === "string";

/** The objects of a file, and what is wrong with each. */
export function objectsOf(source: string, bytes: Uint8Array, custom: CustomKinds): ObjectsOfFile {
  const { documents, faults } = readYaml(bytes);
  const read = documents.map((document) => readObjects(source, document, custom));
  return {
    objects: read.flatMap((each) => each.objects),
    violations: read.flatMap((each) => each.violations),
    warnings: read.flatMap((each) => each.warnings),
    faults,
  };
}

function onceForEach<T>(
  read: (file: ViewFile) => T,
  onFile: NonNullable<Reading["onFile"]>,
): (file: ViewFile) => T {
  const done = new Map<string, T>();
  return (file) => {
    const known = done.get(file.source);
    if (known) return known;
    onFile(file.source);
    const result = read(file);
    onFile(undefined);
    done.set(file.source, result);
    return result;
  };
}
