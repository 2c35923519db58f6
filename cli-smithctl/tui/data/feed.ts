import type { Heard } from "../../../clients/events.ts";
import type { StreamEvent } from "../../../generated/api.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** What has changed at smithd: by these events, or nobody knows what. */
export type Change = { kind: "events"; events: StreamEvent[] } | { kind: "everything" };

export type Connection =
  | { kind: "connecting" }
  | { kind: "live" }
  /** Events do not get through, but answers do: it is asked again and again. */
  | { kind: "polling" }
  | { kind: "lost"; since: number; trouble: Trouble };

export interface Feed {
  /** Says how reading went, which tells more of the connection than a stream that does not come. */
  report: (trouble?: Trouble) => void;
  /** What changes from now on. Everything has changed at first: whoever reads it then misses nothing. */
  subscribe: (signal: AbortSignal) => Inbox<Change>;
  connections: (signal: AbortSignal) => Inbox<Connection>;
}

/** Milliseconds: how long the first reading waits for the stream, lest everything is read twice. */
const HEAD_START = 300;
const POLL = 5000;
/** More of them are as good as not knowing. */
const MOST_KEPT = 5000;

/** One stream for all screens. It ends with the signal; what it throws becomes a connection that is lost for good. */
export function createFeed(open: (signal: AbortSignal) => AsyncIterable<Heard>, signal: AbortSignal): Feed {
  const subscribers = new Set<Inbox<Change>>();
  const watchers = new Set<Inbox<Connection>>();
  let connection: Connection = { kind: "connecting" };
  let hasBegun = false;
  /** Whether everything that happens since the last reading is heard. */
  let isPlaced = false;
  const tell = (change: Change) => subscribers.forEach((inbox) => inbox.put(change));
  const become = (next: Connection) => {
    connection = next;
    watchers.forEach((inbox) => inbox.put(next));
  };
  /** A stream that does not come while answers do leaves it at polling. */
  const lose = (trouble: Trouble) => {
    if (connection.kind !== "polling" || trouble.isLogin)
      become({ kind: "lost", since: sinceOf(connection), trouble });
  };
  /** Those that subscribed before are told to read. */
  const begin = () => {
    hasBegun = true;
    tell({ kind: "everything" });
  };
  const take = (state: Heard) => {
    if (state.kind === "event") return tell({ kind: "events", events: [state.event] });
    if (state.kind === "reset") return tell({ kind: "everything" });
    if (state.kind === "lost") return lose(troubleOf(state.error));
    // What was read before the stream had a position may have changed in between.
    if (!isPlaced) begin();
    isPlaced = state.kind === "live";
    become({ kind: isPlaced ? "live" : "polling" });
  };
  const follow = async () => {
    try {
      for await (const state of open(signal)) take(state);
    } catch (error) {
      if (!signal.aborted) lose(troubleOf(error));
    }
  };
  const headStart = setTimeout(() => hasBegun || begin(), HEAD_START);
  const isDeaf = () => connection.kind === "polling" || connection.kind === "lost";
  const poll = setInterval(() => isDeaf() && tell({ kind: "everything" }), POLL);
  signal.addEventListener("abort", () => (clearTimeout(headStart), clearInterval(poll)), { once: true });
  void follow();

  return {
    report(trouble) {
      if (trouble && connection.kind === "polling") become({ kind: "lost", since: Date.now(), trouble });
      if (!trouble && connection.kind === "lost") become({ kind: "polling" });
    },
    subscribe(until) {
      const inbox = createInbox(mergedChanges, until);
      subscribers.add(inbox);
      until.addEventListener("abort", () => subscribers.delete(inbox), { once: true });
      if (hasBegun) inbox.put({ kind: "everything" });
      return inbox;
    },
    connections(until) {
      const inbox = createInbox<Connection>((_, next) => next, until);
      watchers.add(inbox);
      until.addEventListener("abort", () => watchers.delete(inbox), { once: true });
      inbox.put(connection);
      return inbox;
    },
  };
}

const sinceOf = (connection: Connection) => (connection.kind === "lost" ? connection.since : Date.now());

function mergedChanges(waiting: Change, next: Change): Change {
  if (waiting.kind === "everything" || next.kind === "everything") return { kind: "everything" };
  const events = [...waiting.events, ...next.events];
  return events.length > MOST_KEPT ? { kind: "everything" } : { kind: "events", events };
}
