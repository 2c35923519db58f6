import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StreamEvent } from "../../../generated/api.ts";
import { aProblem } from "../testing/a-problem.ts";
import { anEvent, fakeFeed, untilTheEnd } from "../testing/events.ts";
import { keepCurrent } from "./keep-current.ts";
import type { Trouble } from "./trouble.ts";

interface State {
  value: string;
  trouble?: Trouble;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Reads the value that the test has set last; mending adds the apps of the events to it. */
function open() {
  const signal = untilTheEnd();
  const feed = fakeFeed(signal);
  const smithd: { value: string | Error; attempts: number } = { value: "first", attempts: 0 };
  const valueNow = () => {
    smithd.attempts++;
    if (smithd.value instanceof Error) throw smithd.value;
    return smithd.value;
  };
  const states = keepCurrent<State>(feed, signal, {
    initial: { value: "nothing" },
    read: async function* () {
      yield await Promise.resolve({ value: valueNow() });
    },
    mend: async function* ({ value }, events) {
      valueNow();
      yield await Promise.resolve({ value: [value, ...events.map(({ app }) => app)].join(" ") });
    },
    withTrouble: (known, trouble) => ({ ...known, trouble }),
  });
  const next = async () => (await states.next()).value as State;
  const happens = (...events: StreamEvent[]) => feed.put({ kind: "events", events });
  const readOn = async () => {
    for await (const state of states) void state;
  };
  return { next, readOn, happens, smithd, feed };
}

const away = aProblem(503, "database-unavailable", "The database cannot be reached.");

test("it is read as a whole first, and mended by what has happened since", async () => {
  const { next, happens } = open();
  expect(await next()).toEqual({ value: "first" });
  happens(anEvent({ app: "billing" }), anEvent({ app: "mailer" }));
  expect(await next()).toEqual({ value: "first billing mailer" });
});

test("it is read as a whole again where nobody knows what happened", async () => {
  const { next, smithd, feed } = open();
  await next();
  smithd.value = "second";
  feed.put({ kind: "everything" });
  expect(await next()).toEqual({ value: "second" });
});

test("what cannot be read is told beside what was known, and read again after a while", async () => {
  const { next, happens, smithd } = open();
  await next();
  smithd.value = away;
  happens(anEvent());
  expect(await next()).toMatchObject({ value: "first", trouble: { code: "database-unavailable" } });
  smithd.value = "second";
  const later = next();
  await vi.advanceTimersByTimeAsync(3000);
  expect(await later).toEqual({ value: "second" });
});

test("what could never be read is tried until it can be", async () => {
  const { next, smithd } = open();
  smithd.value = away;
  expect(await next()).toMatchObject({ value: "nothing", trouble: {} });
  const second = next();
  await vi.advanceTimersByTimeAsync(3000);
  expect(await second).toMatchObject({ value: "nothing", trouble: {} });
  smithd.value = "first";
  const third = next();
  await vi.advanceTimersByTimeAsync(6000);
  expect(await third).toEqual({ value: "first" });
});

test("however many attempts fail, the next one is awaited by one timer, up to half a minute", async () => {
  const { readOn, smithd, feed } = open();
  smithd.value = away;
  void readOn();
  for (let tick = 0; tick < 12; tick++) {
    await vi.advanceTimersByTimeAsync(1000);
    feed.put({ kind: "everything" });
  }
  await vi.advanceTimersByTimeAsync(0);
  smithd.attempts = 0;
  await vi.advanceTimersByTimeAsync(29_000);
  expect(smithd.attempts).toBe(0);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(smithd.attempts).toBe(3);
});

test("a key that is refused is not tried again", async () => {
  const { readOn, smithd } = open();
  smithd.value = aProblem(401, "key-unknown", "The API key is not known.");
  void readOn();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(smithd.attempts).toBe(1);
});

test("after a failure the next event is not enough: all of it is read", async () => {
  const { next, happens, smithd } = open();
  await next();
  smithd.value = away;
  happens(anEvent({ app: "billing" }));
  await next();
  smithd.value = "second";
  happens(anEvent({ app: "mailer" }));
  expect(await next()).toEqual({ value: "second" });
});

test("smithd has answered only where it was asked", async () => {
  const signal = untilTheEnd();
  const feed = { ...fakeFeed(signal), report: vi.fn() };
  const states = keepCurrent<State>(feed, signal, {
    initial: { value: "nothing" },
    read: async function* () {
      yield await Promise.resolve({ value: "first" });
    },
    mend: async function* () {},
    withTrouble: (known, trouble) => ({ ...known, trouble }),
  });
  await states.next();
  void states.next();
  await vi.waitFor(() => expect(feed.report).toHaveBeenCalledOnce());
  feed.put({ kind: "events", events: [anEvent()] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.report).toHaveBeenCalledOnce();
});
