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

/** A session over functions; `tell` is what smithd says has happened. */
export function fakeSession(
  operations: FakeClient,
  signal: AbortSignal,
): { session: Session; tell: (...events: News[]) => void } {
  const heard = createInbox<News[]>((waiting, next) => [...waiting, ...next], signal);
  async function* stream(): AsyncGenerator<Heard> {
    yield { kind: "live", id: "1" };
    for await (const events of heard)
      for (const event of events) yield { kind: "event", event: { id: "2", at: "", ...event } };
  }
  const { client: watched, keyRefused } = watchKey(operations as Client);
  const client = new Proxy(watched, {
    get: (given, name: keyof Client) => given[name] ?? (() => refuse(name)),
  });
  const session = {
    name: "work",
    url: "https://smithd.example.com",
    client,
    feed: createFeed(stream, signal),
    keyRefused,
    close: () => {},
  };
  return { session, tell: (...events) => heard.put(events) };
}

function refuse(name: string): never {
  throw new Error(`the test gives no ${name}`);
}
