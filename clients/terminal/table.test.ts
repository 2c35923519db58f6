import { expect, test } from "vitest";
import { formatTable } from "./table.ts";

const columns = [
  { title: "APP", priority: 3, min: 4 },
  { title: "WHY", priority: 1, min: 6 },
  { title: "ID", priority: 2 },
];
const rows = [
  ["api-service", "a price list that is cached", "0123456789"],
  ["web", undefined, "9876543210"],
];

test.each<[string, number | undefined, string]>([
  ["whole without a width", undefined, "api-service  a price list that is cached  0123456789"],
  ["whole where it fits", 52, "api-service  a price list that is cached  0123456789"],
  ["cut in its widest column first", 40, "api-service  a price list t…  0123456789"],
  ["cut in all that may be cut", 24, "api…  a pri…  0123456789"],
  ["without its least column", 23, "api-service  0123456789"],
  ["without all but the most important", 15, "api-service"],
  ["never wider than asked", 3, "ap…"],
])("a table is %s", (_how, width, row) => {
  const [, first, second] = formatTable(columns, rows, width).split("\n");
  expect(first).toBe(row);
  expect(second?.startsWith("web".slice(0, width))).toBe(true);
});

test("a cell's shorter form is taken before a column leaves", () => {
  const withShort = [
    ...columns.slice(0, 2),
    { title: "ID", priority: 2, short: (id: string) => id.slice(-4) },
  ];
  const first = (width: number) => formatTable(withShort, rows, width).split("\n")[1];
  expect(first(24)).toBe("api…  a pri…  0123456789");
  expect(first(23)).toBe("api-se…  a price…  6789");
  expect(first(17)).toBe("api-service  6789");
});

test("cells are one line each, without what a terminal would act on, and wide characters are aligned", () => {
  const hostile = [
    ["a\nb\x1b[31m", "\u202egnp.exe"],
    ["日本", "x"],
    ["", "👩‍👩‍👧"],
  ];
  const two = [{ title: "A" }, { title: "B" }];
  expect(formatTable(two, hostile)).toBe("A     B\na b   gnp.exe\n日本  x\n-     👩‍👩‍👧");
});

test("a style colours a cell that is already filled, and no title", () => {
  const styled = [{ title: "S", style: (cell: string) => `<${cell}>` }, { title: "T" }];
  expect(formatTable(styled, [["ab", "c"]])).toBe("S   T\n<ab>  c");
});
