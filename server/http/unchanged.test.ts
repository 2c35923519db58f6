import { expect, test } from "vitest";
import { keepUnchanged } from "./unchanged.ts";

/** Makes "<text>-<how many were made before it>"; each weighs as much as its text is long. */
function maker(limit = 100) {
  let made = 0;
  const keep = keepUnchanged<string>(limit, (value) => value.length);
  return (key: string, basis: string, text = key) => keep(key, basis, async () => `${text}-${made++}`);
}

test("what was made is given again until its basis is another, and made once for all who wait", async () => {
  const ask = maker();
  expect(await Promise.all([ask("a", "1"), ask("a", "1"), ask("b", "1")])).toEqual(["a-0", "a-0", "b-1"]);
  expect(await ask("a", "1")).toBe("a-0");
  expect(await ask("a", "2")).toBe("a-2");
  expect(await ask("a", "1")).toBe("a-3");
});

test("what is made of something older does not take the place of what is made of something newer", async () => {
  const keep = keepUnchanged<string>(100, () => 1);
  const slow = Promise.withResolvers<string>();
  const older = keep("a", "1", () => slow.promise);
  expect(await keep("a", "2", async () => "new")).toBe("new");
  slow.resolve("old");
  expect(await older).toBe("old");
  expect(await keep("a", "2", async () => "newer")).toBe("new");
});

test("a failure is told to all who wait for it, and not kept", async () => {
  const keep = keepUnchanged<string>(100, () => 1);
  const fail = () => Promise.reject(new Error("away"));
  await expect(Promise.all([keep("a", "1", fail), keep("a", "1", fail)])).rejects.toThrow("away");
  expect(await keep("a", "1", async () => "there again")).toBe("there again");
});

test("beyond its limit goes what was not asked for the longest", async () => {
  const ask = maker(9);
  for (const key of ["a", "b", "c"]) await ask(key, "1");
  await ask("a", "1");
  await ask("d", "1");
  // As long as the text is, and a dash and a digit.
  expect(await Promise.all(["a", "c", "d"].map((key) => ask(key, "1")))).toEqual(["a-0", "c-2", "d-3"]);
  expect(await ask("b", "1")).toBe("b-4");
});

test("what alone is beyond the limit is given, and not kept", async () => {
  const ask = maker(9);
  await ask("a", "1");
  expect(await ask("b", "1", "far too long")).toBe("far too long-1");
  expect(await ask("b", "1", "far too long")).toBe("far too long-2");
});
