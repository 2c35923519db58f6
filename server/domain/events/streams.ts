import { setImmediate } from "node:timers/promises";
import type { Database } from "../../database/database.ts";
import type { Event } from "../../database/events.ts";
import type { Caller } from "../access/api-keys.ts";
import { tooManyStreams } from "../errors.ts";
import { createTail, type Tail } from "./tail.ts";

/** Milliseconds; proxies cut connections on which nothing is heard for half a minute. */
const HEARTBEAT = 15_000;

/** Each has a connection and a page in memory. */
const MANY = 1000;

/** Whose events somebody wants to hear, and after which id; without one, from now on. */
export interface StreamRequest {
  app?: string;
  environment?: string;
  after?: number;
  caller: Caller;
}

/** Events that were asked for. Up to `position` there are no others. */
export interface Page {
  events: Event[];
  position: number;
}

export interface EventStreams {
  /**
   * Pages as they come; one without events first, and then at least every 15 seconds. Ends with the caller's key, once the
   * caller hung up, and when smithd stops. Throws `too-many-streams`.
   */
  open(request: StreamRequest, hungUp: AbortSignal): Promise<AsyncIterable<Page>>;
}

interface Tools {
  database: Pick<Database, "apiKeys" | "events" | "signals">;
  /** Aborted when smithd stops. */
  leaving: AbortSignal;
  now: () => number;
  limits?: { heartbeat?: number | undefined; streams?: number | undefined };
}

export function createEventStreams({ database, leaving, now, limits = {} }: Tools): EventStreams {
  const { heartbeat = HEARTBEAT, streams = MANY } = limits;
  const tail = createTail(database);
  let open = 0;
  return {
    async open(request, hungUp) {
      if (open >= streams) throw tooManyStreams(streams);
      hungUp.throwIfAborted();
      open++;
      hungUp.addEventListener("abort", () => open--, { once: true });
      await tail.follow(hungUp);
      const signal = AbortSignal.any([hungUp, leaving]);
      return pages({ ...database, tail, now, heartbeat }, request, signal);
    },
  };
}

interface Source extends Pick<Database, "apiKeys"> {
  tail: Tail;
  now: () => number;
  heartbeat: number;
}

async function* pages(source: Source, request: StreamRequest, signal: AbortSignal): AsyncGenerator<Page> {
  const { tail, now, heartbeat } = source;
  const { caller } = request;
  const { expiresAt = Infinity } = caller;
  let position = request.after ?? tail.last();
  let beatAt = -Infinity;
  while (!signal.aborted && now() < expiresAt) {
    const left = beatAt + heartbeat - performance.now();
    if (left <= 0) {
      if (!(await isUsable(source, caller))) return;
      beatAt = performance.now();
      yield { events: [], position };
      continue;
    }
    const next = await tail.after(position, Math.min(left, expiresAt - now()), signal);
    if (next === "gone") {
      position = tail.last();
      yield { events: [{ id: position, type: "reset", at: now() }], position };
      continue;
    }
    position = next.at(-1)?.id ?? position;
    if (next.some(({ type, key }) => type === "key.revoked" && key === caller.keyId)) return;
    const events = next.filter((event) => isAskedFor(event, request));
    if (events.length > 0) yield { events, position };
    // SQLite answers without a pause: a long log of which nothing is asked for would keep everybody else waiting.
    else await setImmediate();
  }
}

/** Whatever ended it, and whether or not that was told. */
async function isUsable({ apiKeys }: Source, { keyId }: Caller): Promise<boolean> {
  const key = await apiKeys.find(keyId);
  return key !== undefined && key.revokedAt === undefined;
}

const isAskedFor = (event: Event, { app, environment }: StreamRequest) =>
  (app === undefined || event.app === app) &&
  (environment === undefined || event.environment === environment);
