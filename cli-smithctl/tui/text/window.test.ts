import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moved, scrolled, within, type Move } from "./window.ts";

describe("of 100 rows, 10 are seen", () => {
  test.each<[Move, cursor: number, top: number, cursorAfter: number, topAfter: number]>([
    ["down", 0, 0, 1, 0],
    ["down", 9, 0, 10, 1],
    ["down", 99, 90, 99, 90],
    ["up", 0, 0, 0, 0],
    ["up", 20, 20, 19, 19],
    ["page-down", 0, 0, 9, 0],
    ["page-down", 9, 0, 18, 9],
    ["page-down", 95, 90, 99, 90],
    ["page-up", 20, 15, 11, 11],
    ["page-up", 3, 0, 0, 0],
    ["first", 50, 45, 0, 0],
    ["last", 0, 0, 99, 90],
  ])("%s from row %i, seen from %i, is row %i, seen from %i", (move, cursor, top, row, first) => {
    expect(moved({ cursor, top }, move, 100, 10)).toEqual({ cursor: row, top: first });
  });

  test.each<[Move, number, number]>([
    ["down", 0, 1],
    ["down", 90, 90],
    ["up", 0, 0],
    ["page-down", 0, 9],
    ["page-up", 5, 0],
    ["last", 0, 90],
    ["first", 90, 0],
  ])("text that is only scrolled: %s from %i is %i", (move, top, expected) => {
    expect(scrolled(top, move, 100, 10)).toBe(expected);
  });
});

test("a list that became shorter shows its end, and an empty one its beginning", () => {
  expect(within({ cursor: 80, top: 75 }, 30, 10)).toEqual({ cursor: 29, top: 20 });
  expect(within({ cursor: 80, top: 75 }, 0, 10)).toEqual({ cursor: 0, top: 0 });
});

test("wherever one was, the chosen row exists and is seen, and no room is left unused", () => {
  const size = fc.nat(50);
  const height = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(size, size, size, height, (row, first, count, seen) => {
      const { cursor, top } = within({ cursor: row, top: first }, count, seen);
      expect(cursor).toBeLessThanOrEqual(Math.max(0, count - 1));
      expect(top).toBeLessThanOrEqual(cursor);
      expect(top + seen).toBeGreaterThan(cursor);
      expect(top).toBeLessThanOrEqual(Math.max(0, count - seen));
    }),
  );
});
