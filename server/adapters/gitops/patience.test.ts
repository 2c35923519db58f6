import { expect, test } from "vitest";
import { createPatience } from "./patience.ts";

const run = (cut?: "timeout") => ({
  ...{ code: cut ? null : 0, stdout: Buffer.alloc(0), stderr: "", milliseconds: 1 },
  ...(cut && { cut }),
});

test("a remote that did not answer is given less time, and after a while its full time again", () => {
  let now = 0;
  const patience = createPatience(24_000, () => now);
  expect(patience.limits()).toEqual({ timeoutMs: 12_000, limitMs: 12_000 });
  patience.note(run("timeout"));
  expect(patience.limits()).toMatchObject({ timeoutMs: 3000 });
  now = 20_000;
  patience.note(run("timeout"));
  expect(patience.limits()).toMatchObject({ timeoutMs: 3000 });
  now = 24_000;
  expect(patience.limits()).toMatchObject({ timeoutMs: 12_000 });
});

test("one that answers has its full time at once", () => {
  const patience = createPatience(24_000, () => 0);
  patience.note(run("timeout"));
  patience.note(run());
  expect(patience.limits()).toMatchObject({ timeoutMs: 12_000 });
});
