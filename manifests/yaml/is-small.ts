/** Nodes; more than any object has that is written by hand. */
const MOST_NODES = 20_000;

/** Whether a value is small enough to be changed and looked at several times, however its parts are shared. */
export function isSmall(value: unknown): boolean {
  let left = MOST_NODES;
  const count = (each: unknown): boolean =>
    --left >= 0 &&
    (typeof each !== "object" || each === null || Object.values(each).every((part) => count(part)));
  return count(value);
}
