import type { Client } from "../../../generated/client.ts";
import type { Heard } from "../../../clients/events.ts";
import type { StreamEvent } from "../../../generated/api.ts";
import { createFeed } from "../data/feed.ts";
import { createInbox } from "../data/inbox.ts";
import type { Session } from "../data/session.ts";
import { watchKey } from "../data/watch-key.ts";

/** The operations that a test expects to be called. */
export type FakeClient = Partial<Client>;

/** What an event is about; when it was is of no matter. */
type News = Omit<StreamEvent, "id" | "at">;

interface Faked {
  session: Session;
  /** What smithd says has happened. */
  tell: (...events: News[]) => void;
  /** What becomes of the stream of events. */
  hear: (...heard: Heard[]) => void;
}

/** A session over functions. */
export function fakeSession(operations: FakeClient, signal: AbortSignal): Faked {
  const inbox = createInbox<Heard[]>((waiting, next) => [...waiting, ...next], signal);
  async function* stream(): AsyncGenerator<Heard> {
    yield { kind: "live", id: "1" };
    for await (const heard of inbox) yield* heard;
  }
  const { client: watched, keyRefused } = watchKey(operations as Client);
  const client = new Proxy(watched, {
    get: (given, name: keyof Client) => given[name] ?? (() => refuse(name)),
  });
  const feed = createFeed({ open: stream, probe: async () => client.whoami() }, signal);
  const session = {
    name: "work",
    url: "https://smithd.example.com",
    isUnencrypted: false,
    client,
    feed,
    keyRefused,
    close: () => {},
  };
  return {
    session,
    tell: (...events) =>
      inbox.put(events.map((event) => ({ kind: "event", event: { id: "2", at: "", ...event } }))),
    hear: (...heard) => inbox.put(heard),
  };
}

function refuse(name: string): never {
  throw new Error(`the test gives no ${name}`);
}
