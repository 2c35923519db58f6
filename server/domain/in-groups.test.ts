import { expect, test } from "vitest";
import { inGroups, type Settled } from "./in-groups.ts";

interface Asked {
  name: string;
  number: number;
}

/** Groups whose work ends when it is told to. */
function held(limit = 10) {
  const groups: {
    numbers: number[];
    end: (settled?: Settled<number>[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const ask = inGroups<Asked, number>({
    limit,
    nameOf: ({ name }) => name,
    work: (items) =>
      new Promise((resolve, reject) => {
        const numbers = items.map(({ number }) => number);
        const end = (settled = numbers.map((number) => ({ result: number }) as Settled<number>)) =>
          resolve(settled);
        groups.push({ numbers, end, fail: reject });
      }),
  });
  return { groups, ask: (number: number, name = `n${number}`) => ask({ name, number }) };
}

test("what comes while one group is worked on makes the next", async () => {
  const { groups, ask } = held();
  const first = ask(1);
  const others = Promise.all([ask(2), ask(3)]);
  expect(groups.map(({ numbers }) => numbers)).toEqual([[1]]);
  groups[0]!.end();
  expect(await first).toBe(1);
  await expect.poll(() => groups.length).toBe(2);
  groups[1]!.end();
  expect(await others).toEqual([2, 3]);
  const later = ask(4);
  expect(groups[2]!.numbers).toEqual([4]);
  groups[2]!.end();
  expect(await later).toBe(4);
});

test("a group takes no more than its limit, and one of a name, in the order of arrival", async () => {
  const { groups, ask } = held(2);
  const all = Promise.all([ask(1), ask(2, "a"), ask(3, "a"), ask(4), ask(5), ask(6, "a")]);
  for (let index = 0; index < 4; index++) {
    await expect.poll(() => groups.length).toBe(index + 1);
    groups[index]!.end();
  }
  expect(await all).toEqual([1, 2, 3, 4, 5, 6]);
  expect(groups.map(({ numbers }) => numbers)).toEqual([[1], [2, 4], [3, 5], [6]]);
});

test("where they have no names, any may be in one group", async () => {
  const groups: number[][] = [];
  const ask = inGroups<number, number>({
    limit: 3,
    work: async (items) => {
      groups.push(items);
      return items.map((item) => ({ result: -item }));
    },
  });
  expect(await Promise.all([1, 2, 2, 2, 3].map(ask))).toEqual([-1, -2, -2, -2, -3]);
  expect(groups).toEqual([[1], [2, 2, 2], [3]]);
});

test("nobody waits for one of another group that takes longer than the rest", async () => {
  const late = Promise.withResolvers<Settled<number>>();
  const ask = inGroups<Asked, number>({
    limit: 10,
    nameOf: ({ name }) => name,
    work: async (items) => items.map(({ number }) => (number === 1 ? late.promise : { result: number })),
  });
  const slow = ask({ name: "slow", number: 1 });
  expect(await Promise.all([2, 3].map((number) => ask({ name: `n${number}`, number })))).toEqual([2, 3]);
  late.resolve({ result: 1 });
  expect(await slow).toBe(1);
});

test("one may fail alone, and all together where the work itself fails, and the next group is none the worse", async () => {
  const { groups, ask } = held();
  const first = ask(1);
  const [good, bad] = [ask(2), ask(3)];
  groups[0]!.fail(new Error("all"));
  await expect(first).rejects.toThrow("all");
  await expect.poll(() => groups.length).toBe(2);
  groups[1]!.end([{ result: 2 }, { error: new Error("one") }]);
  expect(await good).toBe(2);
  await expect(bad).rejects.toThrow("one");
});
