import { expect, test } from "vitest";
import { Interrupted } from "./errors.ts";
import { AnswerError, ConnectionError, ProblemError } from "./problems.ts";
import { backoff, retryDelay, withRetries } from "./retry.ts";

const connection = (unsent: boolean, temporary: boolean) =>
  new ConnectionError("No answer.", { unsent, temporary, next: "", cause: undefined });
const refused = connection(true, true);
const unknownHost = connection(true, false);
const reset = connection(false, true);
const badCertificate = connection(false, false);
const answer = (status: number, retryAfterSeconds?: number) =>
  new AnswerError("No.", { status, retryAfterSeconds });
const beingPublished = new ProblemError(
  { type: "", title: "", status: 409, code: "version-being-published", requestId: "r-1" },
  { status: 409 },
);

test.each([
  ["a refused connection", refused, true, true],
  ["a lost answer", reset, true, false],
  ["a bad certificate", badCertificate, false, false],
  ["an unknown host", unknownHost, false, false],
  ["503", answer(503), true, false],
  ["502", answer(502), true, false],
  ["429", answer(429), true, false],
  ["500", answer(500), false, false],
  ["404", answer(404), false, false],
  ["a version that is being published", beingPublished, true, false],
  ["a bug", new TypeError("x is not a function"), false, false],
])("%s is repeated where that is safe: %#", (_what, error, safely, unsafely) => {
  expect(retryDelay(error, 0, true) !== undefined).toBe(safely);
  expect(retryDelay(error, 0, false) !== undefined).toBe(unsafely);
});

test("a host that answered before and is unknown now is an outage", () => {
  expect(retryDelay(unknownHost, 0, false, true)).toBeGreaterThan(0);
  expect(retryDelay(badCertificate, 0, true, true)).toBeUndefined();
});

test("Retry-After is obeyed, within reason", () => {
  expect(retryDelay(answer(503, 2), 0, true)).toBe(2000);
  expect(retryDelay(answer(503, 3600), 0, true)).toBe(30_000);
});

test.each([
  [0, 125, 250],
  [1, 250, 500],
  [4, 2000, 4000],
  [50, 2500, 5000],
])("after %i failures the pause is %i to %i ms", (failures, least, most) => {
  expect(backoff(failures, 0)).toBe(least);
  expect(backoff(failures, 1)).toBe(most);
});

test("an attempt is repeated until it succeeds, and each repetition is heard of", async () => {
  const heard: Error[] = [];
  let attempts = 0;
  const attempt = async () => {
    if (++attempts < 3) throw refused;
    return attempts;
  };
  const onRetry = (error: Error) => heard.push(error);
  expect(await withRetries(attempt, () => 1, { patienceMs: 1000, onRetry })).toBe(3);
  expect(heard).toEqual([refused, refused]);
});

test("the last failure is thrown where patience would end during the pause, without pausing", async () => {
  const attempt = () => Promise.reject(refused);
  // With the pause the test would run out of time.
  await expect(withRetries(attempt, () => 61_000, { patienceMs: 60_000 })).rejects.toBe(refused);
});

test("an interruption ends the pause with its reason", async () => {
  const interrupt = new AbortController();
  const waiting = withRetries(
    () => Promise.reject(refused),
    () => 60_000,
    {
      patienceMs: 120_000,
      signal: interrupt.signal,
      onRetry: () => interrupt.abort(new Interrupted()),
    },
  );
  await expect(waiting).rejects.toBeInstanceOf(Interrupted);
});
