import { checkManifest } from "../kubernetes/check-manifest.ts";
import { placeOf, toViolation, type ManifestObject } from "../objects.ts";
import { isSecret, withoutSecret } from "../secrets.ts";
import type { Violation } from "../types.ts";
import { readYaml } from "../yaml/read.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { YamlText } from "../yaml/types.ts";
import type { Patch, PatchContent } from "./patches.ts";

/**
 * What a patch sets that objects of its kind do not have, or not so: Flux would drop it without a word. It is a part of an
 * object, so that nothing can be missing in it.
 */
export function patchedFieldFaults(source: string, { documents }: YamlText): Violation[] {
  return documents.flatMap((document) => {
    const { value } = document;
    if (!isRecord(value)) return [];
    const { apiVersion, kind } = value;
    if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
    const found = checkManifest(apiVersion, kind, value, { isPartial: true }) ?? [];
    return found
      .filter(({ isWarning }) => !isWarning)
      .map((each) => (isSecret(apiVersion, kind) ? withoutSecret(each) : each))
      .map((each) => toViolation(each, placeOf(source, document, [...each.path])));
  });
}

/** The same of a patch that is written in place, where it stands. */
export function inlinePatchFaults({ source, at }: Patch): Violation[] {
  if (!("text" in source)) return [];
  const text = readYaml(Buffer.from(source.text));
  const [fault] = text.faults;
  if (fault)
    return [
      {
        code: "patch-invalid",
        ...at,
        detail: `The patch cannot be read, at its line ${fault.line}: ${fault.detail}`,
      },
    ];
  return patchedFieldFaults(at.file, text).map((found) => ({
    ...found,
    ...at,
    detail: `In the patch, at \`${found.pointer}\`: ${found.detail}`,
  }));
}

/** Whether a patch may complete an object: one with a target says so only to kustomize. */
export function mayComplete(
  { hasTarget }: Patch,
  content: PatchContent | undefined,
  { kind, name }: ManifestObject,
): boolean {
  if (hasTarget || content?.form !== "objects") return hasTarget;
  return content.objects.some((patched) => patched.kind === kind && patched.name.endsWith(name));
}
