import { expect, test } from "vitest";
import { isVersionId, suggestVersionId } from "./version-id.ts";

test.each(["42540c4-123", "v1.4.0", "1", "a".repeat(128), "v1.4.0+build.7", "a_b"])("%j is an id", (id) => {
  expect(isVersionId(id)).toBe(true);
});

test.each([
  ["", "v1"],
  ["-a", "a"],
  [".a", "a"],
  ["a..b", "a.b"],
  ["a.", "a"],
  ["a.lock", "a"],
  ["a.LOCK", "a"],
  ["feature/new thing", "feature-new-thing"],
  ["a\nb", "a-b"],
  ["Ä", "v1"],
  ["a".repeat(129), "a".repeat(128)],
  [`${"a".repeat(124)}.lock`, "a".repeat(124)],
])("%j is none, and %j would do", (id, suggestion) => {
  expect(isVersionId(id)).toBe(false);
  expect(suggestVersionId(id)).toBe(suggestion);
  expect(isVersionId(suggestion)).toBe(true);
});
