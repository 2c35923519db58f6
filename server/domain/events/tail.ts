import { EventEmitter, once } from "node:events";
import { createBell } from "../../bell.ts";
import type { Database } from "../../database/database.ts";
import type { Event } from "../../database/events.ts";
import { inGroups } from "../in-groups.ts";

/** Milliseconds between two looks: what other replicas record is not always announced. */
const POLL = 1000;

/** Events that are read, and given, at once. */
const PAGE = 200;

/** Events that are in memory for all who follow closely; whoever is further behind reads the database. */
const RECENT = 2000;

/** The end of the log of events, which one reader of the database follows for everybody. It reads nothing while nobody follows. */
export interface Tail {
  /** Follows until the signal aborts. Resolves once everything is known that was committed before the call. */
  follow(signal: AbortSignal): Promise<void>;
  /** The id of the last event that is known. */
  last(): number;
  /**
   * What comes after a position, at most a page; waits for it so many milliseconds. `gone` where that is no longer kept, and
   * where the database never came so far, as after a backup was restored.
   */
  after(position: number, milliseconds: number, signal: AbortSignal): Promise<Event[] | "gone">;
}

export function createTail({ events, signals }: Pick<Database, "events" | "signals">): Tail {
  const bell = createBell();
  const news = new EventEmitter().setMaxListeners(0);
  let followers = 0;
  let last: number | undefined;
  /** Without gaps, up to `last`. */
  let recent: Event[] = [];
  signals.listen(() => bell.ring());

  const startAt = (id: number | undefined) => {
    last = id;
    recent = [];
  };
  const catchUp = async () => {
    const now = await events.last();
    if (last === now) return;
    if (last === undefined || now < last) startAt(now);
    while (last! < now) {
      const page = await events.after(last!, PAGE);
      if (page[0]?.id === last! + 1) {
        recent = [...recent, ...page].slice(-RECENT);
        last = page.at(-1)!.id;
      } else startAt(now);
    }
    news.emit("news");
  };
  /** Begun after the call, and shared by all who call meanwhile. */
  const look = inGroups({
    limit: Infinity,
    work: async (askers: undefined[]) => {
      await catchUp();
      return askers.map((result) => ({ result }));
    },
  });
  const keepLooking = async () => {
    while (followers > 0) {
      await bell.wait(POLL);
      await look(undefined).catch(() => "The next may succeed.");
    }
    startAt(undefined);
    looking = undefined;
  };
  let looking: Promise<void> | undefined;
  const anyNews = async (milliseconds: number, signal: AbortSignal) => {
    const late = new AbortController();
    // Not AbortSignal.timeout: that of each event heard before would go on until its time is over.
    const timer = setTimeout(() => late.abort(), Math.max(0, milliseconds));
    await once(news, "news", { signal: AbortSignal.any([signal, late.signal]) }).catch(
      () => "There is none.",
    );
    clearTimeout(timer);
  };

  return {
    async follow(signal) {
      signal.throwIfAborted();
      // What was known before, nobody kept up to date.
      if (followers++ === 0) startAt(undefined);
      signal.addEventListener("abort", () => followers--, { once: true });
      looking ??= keepLooking();
      await look(undefined);
    },
    last: () => last ?? 0,
    async after(position, milliseconds, signal) {
      if (position === last) await anyNews(milliseconds, signal);
      const end = last ?? position;
      if (position >= end) return position === end ? [] : "gone";
      const first = recent[0]?.id;
      if (first !== undefined && position >= first - 1)
        return recent.slice(position - first + 1).slice(0, PAGE);
      // Not what is committed meanwhile: a position past what is known would look like one that never was.
      const page = await events.after(position, Math.min(PAGE, end - position));
      return page[0]?.id === position + 1 ? page : "gone";
    },
  };
}
