import type { Client } from "../../../generated/client.ts";
import { createFeed, type StreamEvent, type StreamState } from "../data/feed.ts";
import { createInbox } from "../data/inbox.ts";
import type { Session } from "../data/session.ts";

/** The operations that a test expects to be called. */
export type FakeClient = Partial<Client>;

/** A session over functions; `tell` is what smithd says has happened. */
export function fakeSession(
  operations: FakeClient,
  signal: AbortSignal,
): { session: Session; tell: (...events: StreamEvent[]) => void } {
  const heard = createInbox<StreamEvent[]>((waiting, next) => [...waiting, ...next], signal);
  async function* stream(): AsyncGenerator<StreamState> {
    yield { kind: "live" };
    for await (const events of heard) for (const event of events) yield { kind: "event", event };
  }
  const client = new Proxy(operations, {
    get: (given, name: keyof Client) => given[name] ?? (() => refuse(name)),
  }) as Client;
  const session = {
    name: "work",
    url: "https://smithd.example.com",
    client,
    feed: createFeed(stream, signal),
  };
  return { session, tell: (...events) => heard.put(events) };
}

function refuse(name: string): never {
  throw new Error(`the test gives no ${name}`);
}
