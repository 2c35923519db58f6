import { isScalar, Schema, type ScalarTag } from "yaml";

/** Those of YAML 1.1 by which `yaml` tells what a scalar without quotes is, in their order. */
const tags = new Schema({ schema: "yaml-1.1", merge: false }).tags.filter(
  (tag): tag is ScalarTag => "test" in tag && tag.default === true,
);

/** What none of them can begin with is text. */
const MAY_BE_MORE = /^(?:$|[-+.~0-9fFnNoOtTyY])/;

/** The value of a scalar that is written without quotes, such as `no`, `012` or `api`, as Kubernetes reads it. */
export function plainValue(source: string): unknown {
  if (!MAY_BE_MORE.test(source)) return source;
  const tag = tags.find(({ test }) => test?.test(source));
  if (!tag) return source;
  const value = tag.resolve(source, () => {}, {});
  return numberOrText(isScalar(value) ? value.value : value, source);
}

/** `yaml` takes `e3` and `.` for numbers, which are text to everybody else: they have no digit to be one. */
export const numberOrText = (value: unknown, source: string): unknown =>
  Number.isNaN(value) && !/^\.nan$/i.test(source) ? source : value;
