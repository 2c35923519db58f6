import { describe, expect, test } from "vitest";
import { aPlan } from "../../testing/a-plan.ts";
import { isAgreed, questionOf } from "./confirm.ts";

const usual = aPlan();
const typed = aPlan({ place: { ...usual.place, environment: "production", typed: true } });

test("the last question says what happens where", () => {
  expect(questionOf(usual, "deploy", false)).toBe("Deploy c0ffee1-9 to staging? y/N");
  expect(questionOf(usual, "rollback", false)).toBe("Roll back to c0ffee1-9 in staging? y/N");
  expect(questionOf(typed, "deploy", false)).toBe("Deploy c0ffee1-9? Type production to confirm:");
  const deletes = "Deploy c0ffee1-9 to staging and delete files of others there? y/N";
  expect(questionOf(usual, "deploy", true)).toBe(deletes);
});

describe("agreed is", () => {
  test.each([
    ["", false],
    ["y", true],
    ["Y", true],
    [" yes ", true],
    ["n", false],
    ["yep", false],
    ["staging", false],
  ])("with %j: %j", (answer, agreed) => {
    expect(isAgreed(usual, answer)).toBe(agreed);
  });

  test.each([
    ["", false],
    ["y", false],
    ["yes", false],
    ["Production", false],
    ["productio", false],
    [" production ", true],
  ])("where the name is wanted, with %j: %j", (answer, agreed) => {
    expect(isAgreed(typed, answer)).toBe(agreed);
  });
});
