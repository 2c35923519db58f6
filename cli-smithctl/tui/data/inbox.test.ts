import { expect, test } from "vitest";
import { createInbox } from "./inbox.ts";

const numbers = (signal: AbortSignal) =>
  createInbox<number[]>((waiting, next) => [...waiting, ...next], signal);

test("what is put while nobody takes is merged into one", async () => {
  const inbox = numbers(new AbortController().signal);
  const taken = inbox[Symbol.asyncIterator]();
  inbox.put([1]);
  expect((await taken.next()).value).toEqual([1]);
  inbox.put([2]);
  inbox.put([3]);
  inbox.put([4]);
  expect((await taken.next()).value).toEqual([2, 3, 4]);
});

test("who waits is woken", async () => {
  const inbox = numbers(new AbortController().signal);
  const next = inbox[Symbol.asyncIterator]().next();
  inbox.put([1]);
  expect((await next).value).toEqual([1]);
});

test("it ends with the signal, for who waits and for who comes later", async () => {
  const leaving = new AbortController();
  const inbox = numbers(leaving.signal);
  const waiting = inbox[Symbol.asyncIterator]().next();
  leaving.abort();
  expect((await waiting).done).toBe(true);
  inbox.put([1]);
  expect((await inbox[Symbol.asyncIterator]().next()).done).toBe(true);
});
