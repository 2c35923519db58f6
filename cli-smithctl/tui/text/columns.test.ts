import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "../testing/any-text.ts";
import { columnWidths, fittedTo, heading, longestThatFits, row, table, type Column } from "./columns.ts";
import { ours, plainText, span, widthOf } from "./line.ts";

const columns: Column[] = [
  { title: "VERSION", min: 8, max: 20, priority: 3 },
  { title: "AGE", min: 4, max: 4, priority: 2 },
  { title: "MESSAGE", min: 6, max: 100, priority: 1 },
];

test.each([
  [4, [4, 0, 0]],
  [8, [8, 0, 0]],
  [13, [13, 0, 0]],
  [14, [8, 4, 0]],
  [22, [8, 4, 6]],
  [23, [9, 4, 6]],
  [24, [9, 4, 7]],
  [60, [20, 4, 32]],
  [500, [20, 4, 100]],
])("in %i columns the three are %j wide", (width, expected) => {
  expect(columnWidths(columns, width)).toEqual(expected);
});

test("a column is no wider than what stands in it, and no narrower than its title", () => {
  const cells = [[span("v1")], [span("1m")], [span("x".repeat(50))]];
  expect(fittedTo(columns, [cells])).toMatchObject([
    { min: 7, max: 7 },
    { min: 3, max: 3 },
    { min: 6, max: 50 },
  ]);
});

test("cells stand under their titles, also where text is wide", () => {
  const widths = columnWidths(columns, 30);
  const lines = [
    heading(columns, widths),
    row([span("v1"), [ours("1m", "muted")], span("日本語日本語日本語")], widths),
    row([span("👩‍👩‍👧 a long version"), span("12d"), []], widths),
  ];
  expect(lines.map(plainText)).toEqual([
    "VERSION       AGE   MESSAGE   ",
    "v1            1m    日本語日… ",
    "👩‍👩‍👧 a long v…  12d             ",
  ]);
});

test("a table marks the chosen row, and says of which rows nothing is known yet", () => {
  const cells = [[span("v1")], [span("1m")], [span("first")]];
  expect(table(fittedTo(columns, [cells]), [cells, undefined], 0, 30).map(plainText)).toEqual([
    "  VERSION  AGE  MESSAGE",
    "› v1       1m   first  ",
    "  …",
  ]);
});

test("a column without room leaves no gap", () => {
  expect(plainText(row([span("a"), span("b"), span("c")], [2, 0, 2]))).toBe("a   c ");
});

test.each([
  [20, "v1 2 min ago by ada"],
  [12, "v1 2 min ago"],
  [3, "v1 "],
  [1, "…"],
])("in %i columns it is said as %j", (width, expected) => {
  const ways = ["v1 2 min ago by ada", "v1 2 min ago", "v1 "].map((text) => [span(text)]);
  expect(plainText(longestThatFits(ways, width))).toBe(expected);
});

test("whatever the columns, they fit, and a row is exactly as wide as they are", () => {
  const size = fc.integer({ min: 1, max: 40 });
  const anyColumn = fc.record({ title: anyText(), min: size, max: size, priority: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(anyColumn), fc.array(anyText()), fc.nat(200), (some, texts, width) => {
      const widths = columnWidths(some, width);
      const shown = widths.filter((one) => one > 0);
      const sum = shown.reduce((total, one) => total + one, 0) + 2 * Math.max(0, shown.length - 1);
      expect(sum).toBeLessThanOrEqual(width);
      expect(
        widthOf(
          row(
            texts.map((text) => span(text)),
            widths,
          ),
        ),
      ).toBe(sum);
    }),
  );
});
