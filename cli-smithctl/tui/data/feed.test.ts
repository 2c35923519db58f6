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
  const feed = createFeed(async function* () {
    for await (const all of inbox)
      for (const one of all) {
        if (one instanceof Error) throw one;
        yield one;
      }
  }, signal);
  const changes: Change[] = [];
  const connections: Connection[] = [];
  void collect(feed.subscribe(signal), changes);
  void collect(feed.connections(signal), connections);
  const hear = async (...heard: (Heard | Error)[]) => {
    inbox.put(heard);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { feed, signal, changes, connections, hear };
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
const lost: Heard = { kind: "lost", error: cut, retryInMs: 1000 };
const everything: Change = { kind: "everything" };
const kindsOf = (all: readonly { kind: string }[]) => all.map(({ kind }) => kind);

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

  test("is not read again after an outage over which nothing was missed", async () => {
    const { changes, hear } = open();
    await hear(live);
    await hear(lost);
    await hear(live);
    expect(changes).toEqual([everything]);
  });

  test("is everything where smithd does not know what was missed", async () => {
    const { changes, hear } = open();
    await hear(live);
    await hear(lost, live, { kind: "reset", id: "9" });
    expect(changes).toEqual([everything, everything]);
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

  test("is lost for good where the stream throws", async () => {
    const { connections, hear } = open();
    await hear(new AnswerError("The API key is not known.", { status: 401 }));
    expect(connections.at(-1)).toMatchObject({ kind: "lost", trouble: { isLogin: true } });
  });

  test("is told to who asks later", async () => {
    const { feed, signal, hear } = open();
    await hear(live);
    const watched = feed.connections(signal)[Symbol.asyncIterator]();
    expect((await watched.next()).value).toEqual({ kind: "live" });
  });
});
