import type { Heard } from "../../../clients/events.ts";
import type { StreamEvent } from "../../../generated/api.ts";
import { createHub } from "./hub.ts";
import type { Inbox } from "./inbox.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** What has changed at smithd: by these events, or nobody knows what. */
export type Change = { kind: "events"; events: StreamEvent[] } | { kind: "everything" };

export type Connection =
  | { kind: "connecting" }
  | { kind: "live" }
  /** Events do not get through, but answers do: it is asked again and again. */
  | { kind: "polling" }
  /** Where the key was refused it stays so: another key begins another session. */
  | { kind: "lost"; since: number; trouble: Trouble };

export interface Feed {
  /** Says how reading went, which tells more of the connection than a stream that does not come. */
  report: (trouble?: Trouble) => void;
  /** What changes from now on. Everything has changed at first: whoever reads it then misses nothing. */
  subscribe: (signal: AbortSignal) => Inbox<Change>;
  connections: (signal: AbortSignal) => Inbox<Connection>;
}

/** What smithd is heard and asked by. */
export interface Source {
  open: (signal: AbortSignal) => AsyncIterable<Heard>;
  /** A question that costs little, to see whether it answers. */
  probe: () => Promise<unknown>;
}

/** Milliseconds: how long the first reading waits for the stream, lest everything is read twice. */
const HEAD_START = 300;
const POLL = 5000;
/** No event tells of what is pushed by hand. */
const WHOLE_READING = 60_000;
/** What a stream was refused with may pass: a proxy that starts answers 404 for a while. */
const REOPEN = 30_000;
/** More of them are as good as not knowing. */
const MOST_KEPT = 5000;

/** One stream for all screens. It ends with the signal, or with the key. */
export function createFeed({ open, probe }: Source, signal: AbortSignal): Feed {
  const changes = createHub(mergedChanges);
  const connections = createHub<Connection>((_, next) => next);
  let connection: Connection = { kind: "connecting" };
  let hasBegun = false;
  /** Whether everything that happens since the last reading is heard. */
  let isPlaced = false;
  const tell = (change: Change) => {
    if (!isRefused(connection)) changes.put(change);
  };
  const become = (next: Connection) => {
    if (isRefused(connection)) return;
    connection = next;
    connections.put(next);
  };
  /** A stream that does not come while answers do leaves it at polling. */
  const lose = (trouble: Trouble, silentMs = 0) => {
    if (connection.kind !== "polling" || trouble.isLogin)
      become({
        kind: "lost",
        since: connection.kind === "lost" ? connection.since : Date.now() - silentMs,
        trouble,
      });
  };
  /** Those that subscribed before are told to read. */
  const begin = () => {
    hasBegun = true;
    tell({ kind: "everything" });
  };
  const take = (state: Heard) => {
    if (state.kind === "event") return tell({ kind: "events", events: [state.event] });
    if (state.kind === "reset") return tell({ kind: "everything" });
    if (state.kind === "lost") return lose(troubleOf(state.error), state.silentMs);
    // What was read before the stream had a position may have changed in between. Otherwise only who failed reads again.
    if (!isPlaced) begin();
    else if (connection.kind !== "live") tell({ kind: "events", events: [] });
    isPlaced = state.kind === "live";
    become({ kind: isPlaced ? "live" : "polling" });
  };
  const follow = async () => {
    try {
      for await (const state of open(signal)) take(state);
    } catch (error) {
      if (signal.aborted) return;
      isPlaced = false;
      lose(troubleOf(error));
      if (!isRefused(connection)) setTimeout(() => void follow(), REOPEN).unref();
    }
  };
  const feed: Feed = {
    report(trouble) {
      if (trouble?.isLogin) lose(trouble);
      else if (trouble && connection.kind === "polling") become({ kind: "lost", since: Date.now(), trouble });
      else if (!trouble && connection.kind === "lost") become({ kind: "polling" });
    },
    subscribe(until) {
      const inbox = changes.listen(until);
      if (hasBegun) inbox.put({ kind: "everything" });
      return inbox;
    },
    connections(until) {
      const inbox = connections.listen(until);
      inbox.put(connection);
      return inbox;
    },
  };

  let isProbing = false;
  const look = async () => {
    if (connection.kind === "polling") tell({ kind: "everything" });
    if (connection.kind !== "lost" || isRefused(connection) || isProbing) return;
    isProbing = true;
    await probe().then(
      () => feed.report(),
      () => "It stays lost.",
    );
    isProbing = false;
  };
  const headStart = setTimeout(() => hasBegun || begin(), HEAD_START);
  signal.addEventListener("abort", () => clearTimeout(headStart), { once: true });
  every(POLL, () => void look(), signal);
  // Those that began together do not all read at the same moment.
  const wholeReading = WHOLE_READING * (0.75 + Math.random() / 4);
  every(wholeReading, () => connection.kind === "live" && tell({ kind: "everything" }), signal);
  void follow();
  return feed;
}

function every(ms: number, act: () => void, signal: AbortSignal): void {
  const timer = setInterval(act, ms);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

const isRefused = (connection: Connection) => connection.kind === "lost" && connection.trouble.isLogin;

function mergedChanges(waiting: Change, next: Change): Change {
  if (waiting.kind === "everything" || next.kind === "everything") return { kind: "everything" };
  const events = [...waiting.events, ...next.events];
  return events.length > MOST_KEPT ? { kind: "everything" } : { kind: "events", events };
}
