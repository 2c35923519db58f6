import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurns } from "./in-turns.ts";

test("results are in the order of the items, and no more are under way than were allowed", async () => {
  let underWay = 0;
  let most = 0;
  const results = await inTurns([30, 10, 20, 0], 2, async (milliseconds) => {
    most = Math.max(most, ++underWay);
    await sleep(milliseconds);
    underWay--;
    return milliseconds;
  });
  expect(results).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

test("after a failure nothing more is begun, and what was begun has ended before it is told", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const failing = inTurns([1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    await sleep(item === 1 ? 1 : 20);
    if (item === 1) throw new Error("first");
    ended.push(item);
  });
  await expect(failing).rejects.toThrow("first");
  expect(begun).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});
