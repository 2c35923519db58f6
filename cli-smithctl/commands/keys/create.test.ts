import { expect, test } from "vitest";
import { expiryOf } from "./create.ts";

const now = Date.parse("2026-11-23T10:00:00Z");

test.each([
  ["90d", "2027-02-21T10:00:00.000Z"],
  ["2027-11-23", "2027-11-23T23:59:59.000Z"],
  ["2027-11-23T09:00:00+01:00", "2027-11-23T08:00:00.000Z"],
])("a key that expires %s ends at %s", (text, end) => {
  expect(expiryOf(text, now)).toBe(end);
});

test.each(["", "0d", "soon", "2027-13-01", "2027-11-23 09:00", "90"])("%j is no end", (text) => {
  expect(() => expiryOf(text, now)).toThrow("--expires needs days");
});
