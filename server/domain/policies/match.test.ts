import { expect, it } from "vitest";
import { selectDeployments, type Obstacles, type Rule } from "./match.ts";

const rule = (name: string, environment: string, more: Partial<Rule> = {}): Rule => ({
  name,
  environment,
  branches: ["main"],
  tags: [],
  pullRequests: false,
  ...more,
});
const free = (): Obstacles => ({});
const fromMain = { branch: "main", date: 1000 };

it("deploys once per environment and says which policy came first", () => {
  const selection = selectDeployments(
    [rule("a", "staging"), rule("b", "staging"), rule("c", "production")],
    fromMain,
    free,
  );
  expect(selection.deploy).toEqual([
    { policy: "a", environment: "staging" },
    { policy: "c", environment: "production" },
  ]);
  expect(selection.skipped).toMatchObject([{ policy: "b", reason: "same-environment" }]);
});

it("says nothing of policies that do not match", () => {
  const tagged = rule("tags", "production", { branches: [], tags: ["v*"] });
  expect(selectDeployments([tagged], fromMain, free)).toEqual({ deploy: [], skipped: [] });
  expect(selectDeployments([tagged], { tag: "v1", date: 1 }, free).deploy).toHaveLength(1);
});

it("takes pull requests only where the policy asks for them", () => {
  const origin = { ...fromMain, pullRequest: "7" };
  const rules = [rule("no", "staging"), rule("yes", "staging", { pullRequests: true })];
  const selection = selectDeployments(rules, origin, free);
  expect(selection.deploy).toEqual([{ policy: "yes", environment: "staging" }]);
  expect(selection.skipped).toMatchObject([{ policy: "no", reason: "pull-request" }]);
});

it.each([
  [{ hold: { reason: "bad", heldBy: "ada", heldAt: 0 } }, "held"],
  [{ newestRequested: { version: "x", date: 1001 } }, "older-than-requested"],
])("skips where %j", (obstacles, reason) => {
  expect(selectDeployments([rule("a", "staging")], fromMain, () => obstacles).skipped).toMatchObject([
    { reason },
  ]);
});

it("deploys a version of the same date again", () => {
  const obstacles = () => ({ newestRequested: { version: "x", date: 1000 } });
  expect(selectDeployments([rule("a", "staging")], fromMain, obstacles).deploy).toHaveLength(1);
});
