import { expect, test } from "vitest";
import { ours, plainText, type Line } from "../text/line.ts";
import { topLine } from "./top-line.ts";

const status: Line = [ours("● live"), ours("  https://smithd.example.com")];

test.each([
  ["Overview", 60, "Overview                  ● live  https://smithd.example.com"],
  ["Deploy api-service to production", 60, "Deploy api-service to production  ● live  https://smithd.ex…"],
  ["Deploy api-service to staging", 40, "Deploy api-service to staging     ● live"],
  ["Deploy api-service to production  c0ffee", 40, "Deploy api-service to productio…  ● live"],
])("the title %j comes before smithd's name in %i columns, not before its state", (title, columns, top) => {
  expect(plainText(topLine(title, status, columns))).toBe(top);
});
