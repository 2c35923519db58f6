import { expect, test } from "vitest";
import { fileDiff } from "./file-diff.ts";

const diffOf = (before: string | undefined, after: string | undefined) =>
  fileDiff(
    "a.yaml",
    before === undefined ? undefined : Buffer.from(before),
    after === undefined ? undefined : Buffer.from(after),
  );

test.each([
  ["added", undefined, "a\nb", 2, 0],
  ["deleted", "a\n", undefined, 0, 1],
  ["modified", "a\nb\n", "a\nc\n", 1, 1],
  ["added", undefined, "", 0, 0],
])("%s: lines are counted, and the diff has git's header", (change, before, after, additions, deletions) => {
  const diff = diffOf(before, after);
  expect(diff).toMatchObject({ change, additions, deletions });
  expect(diff.diff).toMatch(/^diff --git a\/a\.yaml b\/a\.yaml\n/);
});

test("line ends that all change are shown", () => {
  const lines = Array.from({ length: 2000 }, (_, index) => `key${index}: 1`);
  const diff = diffOf(lines.join("\r\n"), lines.join("\n"));
  expect(diff).toMatchObject({ additions: 1999, deletions: 1999 });
});

test.each([
  ["binary", "a\0", "b"],
  ["too-large", "", "0123456789\n".repeat(40_000)],
])("what is %s has no diff", (omitted, before, after) => {
  expect(diffOf(before, after)).toEqual({ path: "a.yaml", change: "modified", omitted });
});
