import { expect, test } from "vitest";
import { splitPatch } from "./split-patch.ts";

const part = (name: string, ...lines: string[]) =>
  [`diff --git a/${name} b/${name}`, "@@ -1 +1 @@", ...lines, ""].join("\n");
const patch = [
  part("a", "-diff --git a/x b/x", "+\rdiff --git a/x b/x"),
  part("long", `+${"x".repeat(200)}`),
  part("b", " b"),
  part("c", " c"),
];
const bytes = Buffer.from(patch.join(""));

function split(chunk: number, all: number, given = bytes) {
  const splitter = splitPatch({ each: 100, all });
  let taken = 0;
  let wantsMore = true;
  for (; wantsMore && taken < given.length; taken += chunk)
    wantsMore = splitter.take(given.subarray(taken, taken + chunk));
  return { parts: splitter.parts(wantsMore).map((each) => each?.toString()), taken };
}

test.each([1, 2, 7, 50, 1000])("is cut between files when it comes %i bytes at a time", (chunk) => {
  expect(split(chunk, 1000).parts).toEqual([patch[0], undefined, patch[2], patch[3]]);
});

test("once all that may be kept is there, no more is taken", () => {
  const { parts, taken } = split(1, patch[0]!.length + 1);
  expect(parts).toEqual([patch[0], undefined, undefined]);
  expect(taken).toBeLessThan(bytes.length);
  expect(split(1000, patch[0]!.length + patch[2]!.length).parts).toEqual([
    patch[0],
    undefined,
    patch[2],
    undefined,
  ]);
});

test("the last part of a patch that broke off is none", () => {
  const splitter = splitPatch({ each: 1000, all: 1000 });
  splitter.take(bytes.subarray(0, bytes.length - 3));
  expect(splitter.parts(false)).toHaveLength(3);
  expect(splitPatch({ each: 1, all: 1 }).parts(true)).toEqual([]);
});
