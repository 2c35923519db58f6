import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { turnsUnlessSlow } from "./turns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SLOW = 1000;

/** Works by name, each of which ends when it is told to. */
function works() {
  const inTurn = turnsUnlessSlow(2, SLOW);
  const running = new Map<string, () => void>();
  return {
    running,
    start(name: string) {
      const ended = new Promise<void>((resolve) => {
        void inTurn(async () => {
          const { promise, resolve: end } = Promise.withResolvers<void>();
          running.set(name, end);
          await promise;
          running.delete(name);
        }).then(resolve);
      });
      return ended;
    },
    end: (name: string) => running.get(name)!(),
    names: async () => (await vi.advanceTimersByTimeAsync(0), [...running.keys()]),
  };
}

test("one after another, in the order given", async () => {
  const { start, end, names } = works();
  for (const name of ["a", "b", "c"]) void start(name);
  expect(await names()).toEqual(["a"]);
  end("a");
  expect(await names()).toEqual(["b"]);
  end("b");
  expect(await names()).toEqual(["c"]);
});

test("a slow one has the others wait no longer, but not all of them run", async () => {
  const { start, end, names } = works();
  for (const name of ["slow", "b", "c"]) void start(name);
  await vi.advanceTimersByTimeAsync(SLOW);
  expect(await names()).toEqual(["slow", "b"]);
  end("b");
  expect(await names()).toEqual(["slow", "c"]);
});

test("of two slow ones the first that ends makes room, though the other goes on", async () => {
  const { start, end, names } = works();
  for (const name of ["slow", "slower", "c", "d"]) void start(name);
  await vi.advanceTimersByTimeAsync(SLOW);
  await vi.advanceTimersByTimeAsync(SLOW);
  expect(await names()).toEqual(["slow", "slower"]);
  end("slow");
  expect(await names()).toEqual(["slower", "c"]);
});

test("one that fails makes room, too", async () => {
  const inTurn = turnsUnlessSlow(2, SLOW);
  const failed = inTurn(() => Promise.reject(new Error("no")));
  const next = inTurn(async () => "yes");
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("yes");
});
