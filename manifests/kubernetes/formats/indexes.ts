/** How many indexes `0,2-4` has; undefined for what is none. Source: pkg/apis/batch/validation, validateIndexesFormat. */
export function parseIndexes(text: string, end: number): number | undefined {
  let [total, last] = [0, -Infinity];
  for (const interval of text === "" ? [] : text.split(",")) {
    const [, first, second] = /^(\+?\d+)(?:-(\+?\d+))?$/.exec(interval) ?? [];
    if (first === undefined) return undefined;
    const [from, to] = [Number(first), Number(second ?? first)];
    if (from <= last || to >= end || (second !== undefined && from >= to)) return undefined;
    total += to - from + 1;
    last = to;
  }
  return total;
}
