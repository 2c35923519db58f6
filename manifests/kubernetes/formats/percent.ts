import { invalid, quote, type Check } from "../rules/rule.ts";

/** A percentage as digits and `%`; undefined for numbers and other text. */
export const percentOf = (value: number | string): number | undefined =>
  typeof value === "string" && /^\d+%$/.test(value) ? Number(value.slice(0, -1)) : undefined;

/** Source: pkg/apis/apps/validation, ValidatePositiveIntOrPercent. */
export const percentOrNumber: Check<number | string> = (value, report) => {
  const isRight = typeof value === "number" ? value >= 0 : percentOf(value) !== undefined;
  if (!isRight) report([], invalid(`${quote(value)} is not ${A_PART}.`, A_PART));
};

/** Source: pkg/apis/apps/validation, IsNotMoreThan100Percent. */
export const atMostAll: Check<number | string> = (value, report) => {
  if ((percentOf(value) ?? 0) > 100)
    report([], invalid(`${quote(value)} is more than all of them.`, "at most 100%"));
};

const A_PART = "a number of at least 0, or a percentage such as 25%";
