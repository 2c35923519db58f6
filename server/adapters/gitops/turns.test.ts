import { expect, test } from "vitest";
import { fewAtOnce } from "./turns.ts";

test("no more than a few run at a time, in their order, and one that fails makes room too", async () => {
  const someAtOnce = fewAtOnce(2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const work = (index: number) =>
    someAtOnce(async () => {
      started.push(index);
      await new Promise<void>((resolve) => (ends[index] = resolve));
      if (index === 0) throw new Error("failed");
    });
  const [first, ...others] = [0, 1, 2, 3].map(work);
  expect(started).toEqual([0, 1]);
  ends[0]!();
  await expect(first).rejects.toThrow("failed");
  await expect.poll(() => started).toEqual([0, 1, 2]);
  ends[2]!();
  await expect.poll(() => started).toEqual([0, 1, 2, 3]);
  ends[1]!();
  ends[3]!();
  await Promise.all(others);
  await someAtOnce(async () => started.push(4));
  expect(started).toEqual([0, 1, 2, 3, 4]);
});
