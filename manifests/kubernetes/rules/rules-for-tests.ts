import { readYaml } from "../../yaml/read.ts";
import { checkManifest } from "../check-manifest.ts";

/** `code /json/pointer` of everything that is wrong with a manifest, in YAML; warnings are left out. */
export function found(yaml: string): string[] {
  const { documents, faults } = readYaml(Buffer.from(yaml));
  if (faults.length > 0) throw new Error(`The test's YAML is broken: ${faults[0]!.detail}`);
  return documents.flatMap(({ value }) => {
    const object = value as Record<string, unknown>;
    const all = checkManifest(object["apiVersion"] as string, object["kind"] as string, object) ?? [];
    return all.filter(({ isWarning }) => !isWarning).map(({ code, path }) => `${code} /${path.join("/")}`);
  });
}
