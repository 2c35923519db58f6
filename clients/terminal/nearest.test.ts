import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["lsit", "list"],
  ["regsiter", "register"],
  ["delet", "delete"],
  ["sets", "set"],
  ["xyz", undefined],
  ["production", undefined],
  ["", undefined],
  ["l".repeat(10_000), undefined],
])("%s is near %s", (word, near) => {
  expect(nearest(word, ["list", "set", "register", "delete"])).toBe(near);
});
