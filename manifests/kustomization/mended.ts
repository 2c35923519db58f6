import { pointerTo } from "../place.ts";
import type { Violation } from "../types.ts";
import { countNodes } from "../yaml/count-nodes.ts";
import { isRecord } from "../yaml/to-value.ts";
import type { BuiltObject } from "./built-object.ts";
import { stepsOf } from "./json-patch.ts";
import type { PatchContent } from "./patch-content.ts";
import type { Judge } from "./patched-objects.ts";
import type { PatchToRead } from "./patches.ts";
import { isFor, selects } from "./select.ts";

/**
 * Tells whether patches put something else in the place of what is wrong with an object, in all that the build makes of it,
 * as an overlay does with the placeholders of its base.
 */
export function mending(
  built: readonly BuiltObject[],
  patches: readonly PatchToRead[],
  { remarksOn }: Pick<Judge, "remarksOn">,
): (fault: Violation) => boolean {
  const byDocument = Map.groupBy(built, ({ object: { file, document } }) => `${file} ${document}`);
  const known = new Map<BuiltObject, ReadonlySet<string> | undefined>();
  /** What is wrong with what operations made; undefined where it is too large to look at. */
  const faultsOf = (each: BuiltObject, value: unknown) => {
    if (!known.has(each))
      known.set(
        each,
        countNodes(value) === undefined
          ? undefined
          : new Set(remarksOn(value).map(({ code, path }) => `${code} ${pointerTo(path)}`)),
      );
    return known.get(each);
  };
  const isMendedIn = (each: BuiltObject, code: string, pointer: string): boolean => {
    if (!each.patched) return false;
    if (each.patched === "not followed")
      return patches.some((patch) => mayBeFor(patch, each) && sets(patch.content, pointer));
    return faultsOf(each, each.patched.value)?.has(`${code} ${pointer}`) === false;
  };
  return ({ file, document, pointer, code }) => {
    if (pointer === undefined || !/^(?:value|field)-/.test(code)) return false;
    const made = (byDocument.get(`${file} ${document}`) ?? []).filter(({ object }) =>
      pointer.startsWith(`${object.pointer}/`),
    );
    return (
      made.length > 0 &&
      made.every((each) => isMendedIn(each, code, pointer.slice(each.object.pointer.length)))
    );
  };
}

function mayBeFor({ patch, content }: PatchToRead, built: BuiltObject): boolean {
  if (patch.target) return selects(patch.target, built) !== false;
  return content?.form === "objects" && content.objects.some((part) => isFor(part, built));
}

function sets(content: PatchContent | undefined, pointer: string): boolean {
  if (content?.form === "operations")
    return content.operations.some(({ op, path }) => op !== "test" && `${pointer}/`.startsWith(`${path}/`));
  return content?.form === "objects" && content.objects.some(({ value }) => reaches(value, stepsOf(pointer)));
}

/** Whether a part says something about what is at a path; which item of a list it means only its merge key tells. */
function reaches(part: unknown, [step, ...rest]: string[]): boolean {
  if (step === undefined) return true;
  if (Array.isArray(part)) return part.some((item) => reaches(item, rest));
  if (!isRecord(part) || Object.hasOwn(part, "$patch")) return true;
  return Object.hasOwn(part, step) && reaches(part[step], rest);
}
