import { expect, test } from "vitest";
import type { App } from "../../../../generated/api.ts";
import { summaryOf } from "../../data/app-summary.ts";
import { aDeployment, before } from "../../testing/a-deployment.ts";
import { anApp, running } from "../../testing/an-app.ts";
import { arranged, nextInNeed, type Order } from "./arrange.ts";

const apps = (
  [
    { name: "api-service", description: "Answers for the shop" },
    { name: "billing", attempts: [aDeployment({ status: "failed" })] },
    { name: "mailer", environments: [running("staging", { deployedAt: before(5) })] },
    { name: "shop", environments: [running("staging", { drifted: true })] },
    { name: "unused", environments: [] },
  ] satisfies Partial<App>[]
).map((given) => summaryOf(anApp(given)));
const namesOf = (filter: string, order: Order = "name") =>
  arranged(apps, filter, order).map(({ name }) => name);

test.each([
  ["", ["api-service", "billing", "mailer", "shop", "unused"]],
  ["shop", ["api-service", "shop"]],
  ["SHOP  Answers", ["api-service"]],
  ["  ", ["api-service", "billing", "mailer", "shop", "unused"]],
  ["none", []],
])("the filter %j leaves %j", (filter, names) => {
  expect(namesOf(filter)).toEqual(names);
});

test("equal apps stay in the order of their names", () => {
  expect(namesOf("", "last deployed")).toEqual(["mailer", "api-service", "billing", "shop", "unused"]);
  expect(namesOf("", "needs attention")).toEqual(["billing", "shop", "api-service", "mailer", "unused"]);
});

test.each([
  [0, 1],
  [1, 3],
  [3, 1],
])("after row %i the next that needs attention is row %i", (from, next) => {
  expect(nextInNeed(apps, from)).toBe(next);
});

test("where none needs attention, and where there is none, one stays", () => {
  expect(nextInNeed(arranged(apps, "mailer", "name"), 0)).toBe(0);
  expect(nextInNeed([], 0)).toBe(0);
});
