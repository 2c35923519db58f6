import fc from "fast-check";
import { expect, test } from "vitest";
import { aDeployment, NOON } from "../../testing/a-deployment.ts";
import { onHold, running } from "../../testing/an-app.ts";
import { anyText } from "../../testing/any-text.ts";
import { plainText, widthOf } from "../../text/line.ts";
import { cell, legend, versionWidthOf } from "./cell.ts";
import type { PlaceFacts } from "./place-facts.ts";

const style = { now: Date.parse(NOON), spinner: "⠹", versionWidth: 11 };
const seen = (facts: PlaceFacts, width: number) => plainText(cell(facts, width, style));

const runs = running("staging");
const all: PlaceFacts = {
  running: { ...runs, drifted: true },
  hold: onHold("staging"),
  attempt: aDeployment({ status: "failed" }),
  newer: "c0ffee1-9",
};

test.each<[PlaceFacts, string]>([
  [{}, "·"],
  [{ attempt: aDeployment({ status: "queued" }) }, "⠹"],
  [{ attempt: aDeployment({ status: "failed" }) }, "✗"],
  [{ hold: onHold("staging") }, "‖"],
  [{ running: runs }, "42540c4-123     1h ada"],
  [{ running: runs, attempt: aDeployment({ status: "writing" }) }, "42540c4-123 ⠹   1h ada"],
  [{ running: runs, newer: "c0ffee1-9" }, "42540c4-123 ↑   1h ada"],
  [{ running: { ...runs, version: "v1" }, hold: onHold("staging") }, "v1          ‖   1h ada"],
  [all, "42540c4-123 ✗‖≠↑  1h ada"],
])("a place is seen as “$1”", (facts, expected) => {
  expect(seen(facts, 40)).toBe(expected);
});

test.each([
  [40, "42540c4-123 ✗‖≠↑  1h ada"],
  [20, "42540c4-123 ✗‖≠↑  1h"],
  [19, "42540c4-123 1h ✗‖≠↑"],
  [16, "42540c4-123 ✗‖≠↑"],
  [10, "✗‖≠↑ 4254…"],
])("in %i columns all that there is to say is %j", (width, expected) => {
  expect(seen(all, width)).toBe(expected);
});

test("versions are lined up as far as they are not too long", () => {
  const places = ["v1", "42540c4-123", "x".repeat(60)].map((version) => ({ running: { ...runs, version } }));
  expect(versionWidthOf(places.slice(0, 2))).toBe(11);
  expect(versionWidthOf(places)).toBe(20);
  expect(versionWidthOf([{}])).toBe(0);
});

test("the help says what each mark means", () => {
  expect(legend.map(plainText)).toHaveLength(5);
});

test("whatever runs, it fits", () => {
  fc.assert(
    fc.property(anyText(), anyText(), fc.integer({ min: 1, max: 60 }), (version, deployedBy, width) => {
      const facts = { ...all, running: { ...runs, version, deployedBy } };
      expect(widthOf(cell(facts, width, style))).toBeLessThanOrEqual(width);
    }),
  );
});
