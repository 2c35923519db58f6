import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "../../manifests/index.ts";
import { violationsIn } from "../support/to-validate.ts";

/** What a real API server and a real Flux said of a manifest; verdicts/README.md explains the fields. */
export interface Recorded {
  file: string;
  class: string;
  valid: boolean | null;
  message: string | null;
  causes: { field: string | null; message: string }[];
  flux: { applied: boolean; message: string };
}

const folder = join(import.meta.dirname, "verdicts");
const read = (path: string) => readFileSync(join(folder, path));

export const recorded = JSON.parse(read("verdicts.json").toString()) as Recorded[];

export const pathOf = ({ file }: Recorded): string => join(folder, file);

/** What we find wrong with it, in a cluster that has the same definitions. */
export const violationsOf = ({ file }: Recorded): Violation[] =>
  violationsIn({ "a.yaml": read(file) }, { schemas: [read("crds/caches.platform.example.com.yaml")] });

/** What both take is to be accepted, and what either refuses is not. */
export const isAcceptable = ({ valid, flux }: Recorded): boolean => valid === true && flux.applied;

/** The fields that a refusal names, without indices; the message of a decoder names them only in its text. */
export function namedFields({ causes, message }: Recorded): string[] {
  const unknown = [...(message ?? "").matchAll(/unknown field ("[^"]+")/g)].map(
    ([, field]) => JSON.parse(field!) as string,
  );
  const wrong = [...(message ?? "").matchAll(/Go struct field \w+\.([\w.]+) of type/g)].map(
    ([, field]) => field!,
  );
  const caused = causes.flatMap(({ field }) => (field === null || field === "<nil>" ? [] : [field]));
  return [...new Set([...caused, ...unknown, ...wrong].map(normal))];
}

/** Whether a violation is at a field, in it or around it. */
export function isNamed(field: string, violations: Violation[]): boolean {
  return violations.some(({ pointer = "" }) => {
    const ours = normal(pointer.slice(1).replaceAll("/", ".").replaceAll("~1", "/"));
    return ours.startsWith(field) || (ours !== "" && field.startsWith(ours));
  });
}

/** The server leaves out `metadata` of templates and some indices, and writes names of Go here and there. */
const normal = (field: string) =>
  field
    .replace(/^items\.\d+\./, "")
    .replace(/\[(\d+)\]/g, "")
    .replace(/\.\d+(?=\.|$)/g, "")
    .replace(/\[([^\]]+)\]/g, ".$1")
    .replace("template.metadata.", "template.")
    .toLowerCase();
