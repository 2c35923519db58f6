import { pointerTo } from "../place.ts";
import type { Violation } from "../types.ts";
import { isSmall } from "../yaml/is-small.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { BuiltObject } from "./built-object.ts";
import type { PatchContent } from "./patch-content.ts";
import type { Judge } from "./patched-objects.ts";
import type { PatchToRead } from "./patches.ts";
import { isFor, selects } from "./select.ts";

/**
 * Whether patches put something else in the place of what is wrong with an object, in all that the build makes of it, as
 * an overlay does with the placeholders of its base.
 */
export function isMended(
  fault: Violation,
  built: readonly BuiltObject[],
  patches: readonly PatchToRead[],
  { remarksOn }: Pick<Judge, "remarksOn">,
): boolean {
  const { file, document, pointer } = fault;
  if (pointer === undefined || !/^(?:value|field)-/.test(fault.code)) return false;
  const made = built.filter(
    ({ object }) =>
      object.file === file && object.document === document && pointer.startsWith(`${object.pointer}/`),
  );
  return made.length > 0 && made.every((each) => isMendedIn(each));

  function isMendedIn(each: BuiltObject): boolean {
    const within = pointer!.slice(each.object.pointer.length);
    if (!each.patched) return false;
    if (each.patched === "not followed")
      return patches.some((patch) => mayBeFor(patch, each) && sets(patch.content, within));
    const { value } = each.patched;
    return (
      isSmall(value) &&
      !remarksOn(value).some(({ code, path }) => code === fault.code && pointerTo(path) === within)
    );
  }
}

function mayBeFor({ patch, content }: PatchToRead, built: BuiltObject): boolean {
  if (patch.target) return selects(patch.target, built) !== false;
  return content?.form === "objects" && content.objects.some((part) => isFor(part, built));
}

function sets(content: PatchContent | undefined, pointer: string): boolean {
  if (content?.form === "operations")
    return content.operations.some(({ path }) => `${pointer}/`.startsWith(`${path}/`));
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return content?.form === "objects" && content.objects.some(({ value }) => reaches(value, steps));
}

/** Whether a part says something about what is at a path; which item of a list it means only its merge key tells. */
function reaches(part: unknown, [step, ...rest]: string[]): boolean {
  if (step === undefined) return true;
  if (Array.isArray(part)) return part.some((item) => reaches(item, rest));
  if (!isRecord(part) || Object.hasOwn(part, "$patch")) return true;
  return Object.hasOwn(part, step) && reaches(part[step], rest);
}
