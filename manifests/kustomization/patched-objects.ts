import type { ManifestObject } from "../objects.ts";
import { pointerTo, toViolation } from "../place.ts";
import type { Remark } from "../remark.ts";
import type { Violation } from "../types.ts";
import { countNodes } from "../yaml/count-nodes.ts";
import { isRecord } from "../yaml/to-value.ts";
import { mayBeMade } from "./apply-patches.ts";
import type { BuiltObject, Patched } from "./built-object.ts";

export interface Judge {
  valueOf: (object: ManifestObject) => unknown;
  /** What Kubernetes finds wrong with an object. */
  remarksOn: (value: unknown) => Remark[];
  /** Whether kustomizations set labels, replicas or images: what is said of those may not hold in the end. */
  isAdjusted: boolean;
}

/** What patches make wrong that was right before, told at the patch. */
export function patchedObjectFaults(built: readonly BuiltObject[], judge: Judge): Violation[] {
  return built.flatMap(({ object, patched }) =>
    patched && patched !== "not followed" && countNodes(patched.value) !== undefined
      ? faultsOf(object, patched, judge)
      : [],
  );
}

function faultsOf(
  object: ManifestObject,
  { value, at }: Patched,
  { valueOf, remarksOn, isAdjusted }: Judge,
): Violation[] {
  const what = `the ${object.kind} ${object.name}`;
  if (!isObject(value))
    return [
      { code: "patch-fails", ...at, detail: `It leaves ${what} without a kind or a name. Correct it.` },
    ];
  const before = new Set(remarksOn(valueOf(object)).map(keyOf));
  return remarksOn(value)
    .filter((remark) => !remark.isWarning && !before.has(keyOf(remark)))
    .filter(({ path }) => !isAdjusted || !mayBeMade(pointerTo(path)))
    .map((remark) => {
      const where = `In what the patch makes of ${what}, at \`${pointerTo(remark.path)}\``;
      return { ...toViolation(remark, at), detail: `${where}: ${remark.detail}` };
    });
}

function isObject(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value["metadata"])) return false;
  return [value["apiVersion"], value["kind"], value["metadata"]["name"]].every(
    (text) => typeof text === "string" && text !== "",
  );
}

const keyOf = ({ code, path }: Remark) => JSON.stringify([code, ...path]);
