import { beforeEach, expect, test } from "vitest";
import { NOON } from "../../testing/a-deployment.ts";
import { onHold } from "../../testing/an-app.ts";
import { aDiff, aPlan, aVersion, notOwned } from "../../testing/a-plan.ts";
import { stopClock } from "../../testing/stop-clock.ts";
import { plainText } from "../../text/line.ts";
import { diffLines } from "./diff-lines.ts";
import { obstaclesOf, planLines } from "./plan-lines.ts";

beforeEach(() => stopClock(NOON));

const seen = (plan = aPlan(), adopt = false) =>
  planLines(plan, diffLines(plan.diff.files, "").heads, adopt, 60).map(plainText);

test("what runs, what will, and how much changes", () => {
  expect(seen()).toMatchInlineSnapshot(`
    [
      "Runs now  42540c4-123, deployed 1 d ago",
      "Will run  c0ffee1-9  main, Ada Lovelace, published 1 h ago",
      "          Cache the price list",
      "Changes   2 files changed, +1 −1, 1 without a diff",
      "          modified environments/staging/apps/api-service/deployment.yaml +1 −1",
      "          added environments/staging/apps/api-service/logo.png",
      "",
    ]
  `);
});

test("a rollback, a hold and what stands in the way are said", () => {
  const plan = aPlan({ diff: aDiff({ kind: "rollback", obstacles: [notOwned] }) });
  const { place } = plan;
  expect(seen({ ...plan, place: { ...place, hold: onHold("staging") } })).toMatchInlineSnapshot(`
    [
      "Runs now  42540c4-123, deployed 1 d ago",
      "Will run  c0ffee1-9  main, Ada Lovelace, published 1 h ago",
      "          Cache the price list",
      "On hold   rolled back (grace, 10 min ago)",
      "Note      A rollback: policies leave this environment alone",
      "          until the hold is released or a person deploys",
      "          something newer.",
      "Changes   2 files changed, +1 −1, 1 without a diff",
      "          modified environments/staging/apps/api-service/deployment.yaml +1 −1",
      "          added environments/staging/apps/api-service/logo.png",
      "✗ folder-not-owned: It would delete notes.yaml.",
      "",
    ]
  `);
});

test("where nothing runs, and of a draft nothing is known, that is said", () => {
  const { app, environment, typed } = aPlan().place;
  const next = aVersion({ status: "draft", publishedAt: undefined, metadata: undefined } as object);
  expect(seen({ place: { app, environment, typed }, next, diff: aDiff({ files: [] }) })).toEqual([
    "Runs now  nothing",
    "Will run  c0ffee1-9  draft",
    "Changes   no file changes",
    "",
  ]);
});

test("adopting the folder clears only that away", () => {
  const conflict = { code: "object-conflict", detail: "ConfigMap shop/prices belongs to price-list." };
  const plan = aPlan({ diff: aDiff({ obstacles: [notOwned, conflict] }) });
  expect(obstaclesOf(plan, false)).toEqual([notOwned, conflict]);
  expect(obstaclesOf(plan, true)).toEqual([conflict]);
});
