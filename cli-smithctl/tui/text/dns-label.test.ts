import { expect, test } from "vitest";
import { labelFault } from "./dns-label.ts";

test.each([
  ["api-service", undefined],
  ["a", undefined],
  ["", undefined],
  ["1st", undefined],
  ["Api Service", "api-service"],
  ["-api-", "api"],
  ["Büro_2", "buro-2"],
  ["api.", "api"],
  ["a".repeat(64), "a".repeat(63)],
])("the name %j is possible, or its correction is told", (name, corrected) => {
  if (corrected === undefined) expect(labelFault(name)).toBeUndefined();
  else expect(labelFault(name)).toMatch(new RegExp(`: ${corrected}$`));
});

test("where nothing is left no correction is made up", () => {
  expect(labelFault("漢字")).toMatch(/at most 63\.$/);
});
