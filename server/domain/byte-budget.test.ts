import { expect, test } from "vitest";
import { createByteBudget } from "./byte-budget.ts";

/** Starts works of these sizes at once; each ends when its gate is opened. */
function start(total: number, sizes: number[]) {
  const budget = createByteBudget(total);
  const running = new Set<number>();
  const gates = sizes.map(() => Promise.withResolvers<void>());
  const done = sizes.map((size, index) =>
    budget.within(size, async () => {
      running.add(index);
      await gates[index]!.promise.finally(() => running.delete(index));
    }),
  );
  const end = async (index: number, error?: Error) => {
    if (error) gates[index]!.reject(error);
    else gates[index]!.resolve();
    await done[index]!.catch(() => {});
    await new Promise(setImmediate);
  };
  return { running: () => [...running].sort(), end, done };
}

test("what fits runs at once, the rest in the order in which it came", async () => {
  const { running, end } = start(10, [6, 4, 3, 8, 1]);
  await new Promise(setImmediate);
  expect(running()).toEqual([0, 1]);
  await end(1);
  expect(running()).toEqual([0, 2]);
  await end(0);
  // The small last one would fit, but it came later.
  expect(running()).toEqual([2]);
  await end(2);
  expect(running()).toEqual([3, 4]);
});

test("what is larger than the budget runs alone", async () => {
  const { running, end } = start(10, [1, 50, 1]);
  await new Promise(setImmediate);
  expect(running()).toEqual([0]);
  await end(0);
  expect(running()).toEqual([1]);
  await end(1);
  expect(running()).toEqual([2]);
});

test("what fails gives its share back", async () => {
  const { running, end, done } = start(10, [10, 10]);
  await new Promise(setImmediate);
  await end(0, new Error("no"));
  await expect(done[0]).rejects.toThrow("no");
  expect(running()).toEqual([1]);
});
