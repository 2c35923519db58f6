import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Heard } from "../../../clients/events.ts";
import { AnswerError, ConnectionError } from "../../../clients/problems.ts";
import { anEvent, untilTheEnd } from "../testing/events.ts";
import { createFeed, type Change, type Connection } from "./feed.ts";
import { createInbox } from "./inbox.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A feed over what the test says is heard, and all that its subscriber got. */
function open() {
  const signal = untilTheEnd();
  const inbox = createInbox<(Heard | Error)[]>((waiting, next) => [...waiting, ...next], signal);
  const opened = vi.fn(async function* () {
    for await (const all of inbox)
      for (const one of all) {
        if (one instanceof Error) throw one;
        yield one;
      }
  });
  const probe = vi.fn(async () => {
    throw cut;
  });
  const feed = createFeed({ open: opened, probe }, signal);
  const changes: Change[] = [];
  const connections: Connection[] = [];
  void collect(feed.subscribe(signal), changes);
  void collect(feed.connections(signal), connections);
  const hear = async (...heard: (Heard | Error)[]) => {
    inbox.put(heard);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { feed, signal, changes, connections, hear, opened, probe };
}

async function collect<Item>(from: AsyncIterable<Item>, into: Item[]): Promise<void> {
  for await (const item of from) into.push(item);
}

const live: Heard = { kind: "live", id: "1" };
const cut = new ConnectionError("smithd does not answer.", {
  unsent: true,
  temporary: true,
  next: "",
  cause: undefined,
});
const lost: Heard = { kind: "lost", error: cut, silentMs: 0, retryInMs: 1000 };
const everything: Change = { kind: "everything" };
const kindsOf = (all: readonly { kind: string }[]) => all.map(({ kind }) => kind);

test("what is lost is stale since it was heard last", async () => {
  const { connections, hear } = open();
  await hear(live);
  await hear({ ...lost, silentMs: 45_000 });
  const since = Date.now() - 45_000;
  expect(connections.at(-1)).toMatchObject({ kind: "lost", since });
  await vi.advanceTimersByTimeAsync(4000);
  // Each attempt that fails says how long it is by now.
  await hear({ ...lost, silentMs: 49_000 });
  expect(connections.at(-1)).toMatchObject({ kind: "lost", since });
});

describe("what has changed", () => {
  test("is everything at first, once the stream says from where on it is heard", async () => {
    const { changes, hear } = open();
    await vi.advanceTimersByTimeAsync(200);
    expect(changes).toEqual([]);
    await hear(live);
    expect(changes).toEqual([everything]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(changes).toEqual([everything]);
  });

  test("is read without the stream where that keeps people waiting, and again once it is there", async () => {
    const { changes, hear } = open();
    await vi.advanceTimersByTimeAsync(300);
    expect(changes).toEqual([everything]);
    await hear(live);
    expect(changes).toEqual([everything, everything]);
  });

  test("is said by events from then on", async () => {
    const { changes, hear } = open();
    await hear(live);
    await hear({ kind: "event", event: anEvent() });
    expect(changes).toEqual([everything, { kind: "events", events: [anEvent()] }]);
  });

  test("is everything for who subscribes later", async () => {
    const { feed, signal, hear } = open();
    await hear(live);
    const late: Change[] = [];
    void collect(feed.subscribe(signal), late);
    await hear({ kind: "event", event: anEvent() });
    expect(kindsOf(late)).toEqual(["everything", "events"]);
  });

  test("is not read again after an outage over which nothing was missed, but where reading failed", async () => {
    const { changes, hear } = open();
    await hear(live);
    await hear(lost);
    await hear(live);
    expect(changes).toEqual([everything, { kind: "events", events: [] }]);
  });

  test("is everything where smithd does not know what was missed", async () => {
    const { changes, hear } = open();
    await hear(live);
    await hear(lost, live, { kind: "reset", id: "9" });
    expect(changes.at(-1)).toEqual(everything);
  });

  test("is asked for every five seconds while events are held back, until they come", async () => {
    const { changes, connections, hear } = open();
    await hear({ kind: "buffered" });
    expect(changes).toEqual([everything]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(changes).toEqual([everything, everything, everything]);
    await hear(live);
    expect(changes).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(changes).toHaveLength(4);
    expect(kindsOf(connections)).toEqual(["connecting", "polling", "live"]);
  });

  test("is everything once a minute, because no event tells of what is pushed by hand", async () => {
    const { changes, hear } = open();
    await hear(live);
    await vi.advanceTimersByTimeAsync(44_000);
    expect(changes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(changes).toEqual([everything, everything]);
  });

  test("is not asked for while smithd is away; one question sees whether it is back", async () => {
    const { changes, connections, hear, probe } = open();
    await hear(live, lost);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(changes).toHaveLength(1);
    expect(probe).toHaveBeenCalledTimes(4);
    probe.mockImplementation(async () => undefined as never);
    await vi.advanceTimersByTimeAsync(5000);
    expect(connections.at(-1)).toEqual({ kind: "polling" });
    expect(changes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(changes).toHaveLength(2);
  });

  test("is everything where more events wait than are worth reading one by one", async () => {
    const { feed, signal, hear } = open();
    await hear(live);
    const busy = feed.subscribe(signal)[Symbol.asyncIterator]();
    await busy.next();
    await hear(...Array.from({ length: 5001 }, (): Heard => ({ kind: "event", event: anEvent() })));
    expect((await busy.next()).value).toEqual(everything);
  });
});

describe("the connection", () => {
  test("is lost since it was lost first, however often it is tried again", async () => {
    const { connections, hear } = open();
    await hear(live);
    await vi.advanceTimersByTimeAsync(1000);
    await hear(lost);
    await vi.advanceTimersByTimeAsync(5000);
    await hear(lost);
    expect(connections.slice(2)).toMatchObject([
      { kind: "lost", since: 1000, trouble: { message: "smithd does not answer." } },
      { kind: "lost", since: 1000 },
    ]);
  });

  test("is lost for good where the key is refused, and nothing is asked for", async () => {
    const { feed, changes, connections, hear, opened, probe } = open();
    await hear(live, new AnswerError("The API key is not known.", { status: 401 }));
    feed.report();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(connections.at(-1)).toMatchObject({ kind: "lost", trouble: { isLogin: true } });
    expect(changes).toHaveLength(1);
    expect(opened).toHaveBeenCalledOnce();
    expect(probe).not.toHaveBeenCalled();
  });

  test("is lost for good as well where an answer says that the key is refused", async () => {
    const { feed, connections, hear } = open();
    await hear(live);
    feed.report({ message: "The API key was revoked.", faults: [], isLogin: true });
    await hear(live);
    expect(connections.at(-1)).toMatchObject({ kind: "lost", trouble: { isLogin: true } });
  });

  test("is tried again half a minute after an answer that should not pass, and all is read then", async () => {
    const { changes, connections, hear, opened } = open();
    await hear(live, new AnswerError("There is nothing here.", { status: 404 }));
    expect(connections.at(-1)).toMatchObject({ kind: "lost" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(opened).toHaveBeenCalledTimes(2);
    await hear(live);
    expect(connections.at(-1)).toEqual({ kind: "live" });
    expect(changes).toEqual([everything, everything]);
  });

  test("is told to who asks later", async () => {
    const { feed, signal, hear } = open();
    await hear(live);
    const watched = feed.connections(signal)[Symbol.asyncIterator]();
    expect((await watched.next()).value).toEqual({ kind: "live" });
  });
});
