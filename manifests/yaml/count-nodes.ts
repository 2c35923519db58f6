/** More than any object has that is written by hand. */
const MOST_NODES = 20_000;
const MOST_DEPTH = 100;

/** How many values are in a value, itself included; undefined where it is too large or deep to be looked at often. */
export function countNodes(value: unknown): number | undefined {
  const left: [value: unknown, depth: number][] = [[value, 0]];
  let count = 0;
  for (let next = left.pop(); next; next = left.pop()) {
    const [each, depth] = next;
    if (++count > MOST_NODES || depth > MOST_DEPTH) return undefined;
    if (typeof each !== "object" || each === null) continue;
    for (const part of Object.values(each)) left.push([part, depth + 1]);
    if (left.length > MOST_NODES) return undefined;
  }
  return count;
}
