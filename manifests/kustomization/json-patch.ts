/**
 * Operations of JSON Patch as kustomize applies them, which is laxer than RFC 6902: `replace` adds what is not there.
 * Source: patch.go of gopkg.in/evanphx/json-patch.v4.
 */
import { Ambiguous } from "../yaml/plain-scalar.ts";
import { isRecord } from "../yaml/to-value.ts";

export interface Operation {
  op: (typeof OPS)[number];
  /** A JSON Pointer. */
  path: string;
  /** Of `copy` and `move`; empty for the others. */
  from: string;
  value: unknown;
}

const OPS = ["add", "remove", "replace", "move", "copy", "test"] as const;

/** Reads an operation, or says what is wrong with it. */
export function readOperation(entry: unknown): Operation | { fault: string } {
  if (!isRecord(entry)) return { fault: "It is no map of `op`, `path` and `value`." };
  const { path, from, value = null } = entry;
  const op = OPS.find((each) => each === entry["op"]);
  if (!op) return { fault: `\`op\` must be one of ${OPS.join(", ")}.` };
  if (typeof path !== "string") return { fault: "`path` must be text such as /spec/replicas." };
  const isFrom = op === "move" || op === "copy";
  if (isFrom && typeof from !== "string") return { fault: `\`${op}\` needs a \`from\`.` };
  return { op, path, from: isFrom ? (from as string) : "", value };
}

/** What operations make of a value, which stays as it is, or the first of them that fails. */
export function applyOperations(
  value: unknown,
  operations: readonly Operation[],
): { value: unknown } | { failed: Operation } {
  let result = value;
  for (const operation of operations) {
    const next = apply(result, operation);
    if (next === FAILED) return { failed: operation };
    result = next;
  }
  return { value: result };
}

const FAILED = Symbol("an operation that does not apply");
type Failed = typeof FAILED;
type Container = unknown[] | Record<string, unknown>;

function apply(value: unknown, { op, path, from, value: given }: Operation): unknown {
  const steps = stepsOf(path);
  switch (op) {
    case "add":
      return changed(value, steps, (container, key) => added(container, key, given));
    case "remove":
      return changed(value, steps, removed);
    case "replace":
      return path === "" ? given : changed(value, steps, (container, key) => replaced(container, key, given));
    case "test":
      return isSame(path === "" ? value : found(value, steps), given) ? value : FAILED;
    case "copy":
    case "move": {
      const moved = found(value, stepsOf(from));
      const rest = op === "copy" ? value : changed(value, stepsOf(from), removed);
      if (moved === FAILED || rest === FAILED) return FAILED;
      return changed(rest, steps, (container, key) => added(container, key, moved));
    }
  }
}

/** No object is so deep. */
const MOST_STEPS = 100;

/** The steps of a JSON Pointer, none where it goes too deep; what stands before the first slash is passed over. */
export function stepsOf(pointer: string): string[] {
  const steps = pointer.split("/", MOST_STEPS + 2).slice(1);
  return steps.length > MOST_STEPS
    ? []
    : steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A copy in which the container of a path's last step is changed; all else is shared. */
function changed(
  value: unknown,
  [step, ...rest]: string[],
  change: (container: Container, key: string) => Container | Failed,
): Container | Failed {
  if (step === undefined || !isContainer(value)) return FAILED;
  if (rest.length === 0) return change(value, step);
  const inner = changed(get(value, step), rest, change);
  return inner === FAILED ? FAILED : replaced(value, step, inner);
}

/** Null where a map has no such key. */
function found(value: unknown, [step, ...rest]: string[]): unknown {
  if (step === undefined || !isContainer(value)) return FAILED;
  return rest.length === 0 ? get(value, step) : found(get(value, step), rest);
}

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isRecord(value);

function get(container: Container, key: string): unknown {
  if (!Array.isArray(container)) return Object.hasOwn(container, key) ? container[key] : null;
  const index = indexIn(container.length, key);
  return index === undefined ? FAILED : container[index];
}

function added(container: Container, key: string, value: unknown): Container | Failed {
  if (!Array.isArray(container)) return { ...container, [key]: value };
  if (key === "-") return [...container, value];
  const index = indexIn(container.length + 1, key);
  return index === undefined ? FAILED : container.toSpliced(index, 0, value);
}

function removed(container: Container, key: string): Container | Failed {
  if (Array.isArray(container)) {
    const index = indexIn(container.length, key);
    return index === undefined ? FAILED : container.toSpliced(index, 1);
  }
  if (!Object.hasOwn(container, key)) return FAILED;
  return Object.fromEntries(Object.entries(container).filter(([each]) => each !== key));
}

function replaced(container: Container, key: string, value: unknown): Container | Failed {
  if (!Array.isArray(container)) return { ...container, [key]: value };
  const index = indexIn(container.length, key);
  return index === undefined ? FAILED : container.with(index, value);
}

/** From the end where it is negative. */
function indexIn(length: number, key: string): number | undefined {
  if (!/^[-+]?\d+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  return index >= 0 && index < length ? index : undefined;
}

/** The order of keys does not count. What readers understand differently may be anything. */
function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Ambiguous || other instanceof Ambiguous) return true;
  if (!isContainer(one) || !isContainer(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(get(one, key), get(other, key)))
  );
}
