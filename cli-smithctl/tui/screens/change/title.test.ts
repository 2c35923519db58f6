import { expect, test } from "vitest";
import { changeTitle } from "./title.ts";

const change = {
  kind: "deploy",
  app: "api-service",
  version: "c0ffee1-9",
  environment: "production",
} as const;
const long = "a".repeat(63);

test("says what is done to what and where", () => {
  expect(changeTitle(change, "now", 80)).toBe("Deploy api-service to production  c0ffee1-9");
  expect(changeTitle({ ...change, kind: "rollback" }, "meanwhile", 80)).toBe(
    "Rolling back api-service in production  c0ffee1-9",
  );
});

test.each([40, 80])("a long name does not hide the environment at %i columns", (width) => {
  const seen = changeTitle({ ...change, app: long }, "now", width).slice(0, width - 8);
  expect(seen).toMatch(/^Deploy a+… to production {2}/);
});
