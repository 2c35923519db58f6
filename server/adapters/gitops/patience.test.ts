import { expect, test } from "vitest";
import { createPatience, type Patience } from "./patience.ts";

/** What an exchange is given, which ends in time or not. */
async function given(patience: Patience, ending: { cut?: "timeout"; after?: () => void } = {}) {
  let given: unknown;
  await patience(async (limits) => {
    given = limits;
    ending.after?.();
    const { cut } = ending;
    return {
      ...{ code: cut ? null : 0, stdout: Buffer.alloc(0), stderr: "", milliseconds: 1 },
      ...(cut && { cut }),
    };
  });
  return given;
}

test("a remote that did not answer is given less time, and after a while its full time again", async () => {
  let now = 0;
  const patience = createPatience(24_000, () => now);
  expect(await given(patience, { cut: "timeout" })).toEqual({ timeoutMs: 12_000, limitMs: 12_000 });
  expect(await given(patience, { cut: "timeout" })).toMatchObject({ timeoutMs: 3000 });
  now = 23_000;
  const after = () => void (now = 26_000);
  expect(await given(patience, { cut: "timeout", after })).toMatchObject({ timeoutMs: 3000 });
  expect(await given(patience)).toMatchObject({ timeoutMs: 12_000 });
});

test("one that answers has its full time at once", async () => {
  const patience = createPatience(24_000, () => 0);
  await given(patience, { cut: "timeout" });
  await given(patience);
  expect(await given(patience)).toMatchObject({ timeoutMs: 12_000 });
});
