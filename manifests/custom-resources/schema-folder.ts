import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readYaml } from "../yaml/read.ts";
import { definitionsIn } from "./find-definitions.ts";

/**
 * The files of a folder, and of those in it, that hold CustomResourceDefinitions, as `kubectl get crds -o yaml` prints them.
 * Throws an error with a sentence where there is none, or where a file is broken.
 */
export function readSchemaFolder(folder: string): Uint8Array[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:ya?ml|json)$/.test(path))
    .sort();
  const files = paths.map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
  for (const { path, bytes } of files) {
    const [fault] = readYaml(bytes).faults;
    if (fault) throw new Error(`${path}:${fault.line}:${fault.column} ${fault.detail}`);
  }
  const defining = files.filter(({ bytes }) => definitionsIn(bytes).length > 0);
  if (defining.length === 0) throw new Error(`${folder} holds no CustomResourceDefinition.`);
  return defining.map(({ bytes }) => bytes);
}
