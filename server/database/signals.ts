import { setTimeout as sleep } from "node:timers/promises";
import type { Knex } from "knex";
import type pg from "pg";

/** What replicas tell each other at once; whoever misses one finds out by looking, a second later. */
export type Signal =
  /** Something waits to be written, or may be written by another now. */
  | { kind: "queued" }
  /** These deployments ended, or turned out to be stalled. */
  | { kind: "ended"; ids: string[] }
  /** Events were recorded. Said within this process only: of others' each looks for itself. */
  | { kind: "recorded" };

export interface Signals {
  /** Tells everybody, this process included. Never rejects. */
  send(signal: Signal): void;
  listen(hear: (signal: Signal) => void): void;
  close(): Promise<void>;
}

/** Within one process, where there are no replicas. */
export function localSignals(): Signals {
  const listeners: ((signal: Signal) => void)[] = [];
  return {
    send: (signal) => listeners.forEach((hear) => hear(signal)),
    listen: (hear) => void listeners.push(hear),
    close: async () => undefined,
  };
}

const CHANNEL = "smithd";
/** A payload has at most 8,000 bytes, which these ids and their quotation marks stay below. */
const IDS = 150;
const RECONNECT_AFTER = 1000;

/** By PostgreSQL's LISTEN and NOTIFY, on a connection of its own. https://www.postgresql.org/docs/current/sql-notify.html */
export function postgresSignals(db: Knex): Signals {
  const local = localSignals();
  const closing = new AbortController();
  let client: pg.Client | undefined;
  const notify = (signal: Signal) =>
    void db
      .raw("SELECT pg_notify(?, ?)", [CHANNEL, JSON.stringify(signal)])
      .then(undefined, () => "Whoever waits for it looks by itself.");
  /** Resolves once the connection has ended. */
  const converse = async () => {
    client = (await (db.client as RawConnections).acquireRawConnection()) as pg.Client;
    const ended = new Promise<void>((resolve) => client!.once("end", resolve).once("error", () => resolve()));
    client.on("notification", ({ payload = "" }) => {
      const signal = parse(payload);
      if (signal) local.send(signal);
    });
    try {
      await client.query(`LISTEN ${CHANNEL}`);
      // What was said while nobody listened is lost.
      local.send({ kind: "queued" });
      await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const keepListening = async () => {
    while (!closing.signal.aborted) {
      await converse().catch(() => undefined);
      await sleep(RECONNECT_AFTER, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  let listening: Promise<void> | undefined;
  return {
    send(signal) {
      local.send(signal);
      if (signal.kind === "recorded") return;
      if (signal.kind === "queued") return notify(signal);
      for (let at = 0; at < signal.ids.length; at += IDS)
        notify({ kind: "ended", ids: signal.ids.slice(at, at + IDS) });
    },
    listen(hear) {
      local.listen(hear);
      listening ??= keepListening();
    },
    async close() {
      closing.abort();
      await client?.end().catch(() => undefined);
      await listening;
    },
  };
}

/** Knex's own way to a connection with all its settings, which is in no pool. */
interface RawConnections {
  acquireRawConnection(): Promise<unknown>;
}

/** Others may use the channel for something else. */
function parse(payload: string): Signal | undefined {
  try {
    const { kind, ids } = JSON.parse(payload) as { kind?: unknown; ids?: unknown };
    if (kind === "queued") return { kind };
    if (kind === "ended" && Array.isArray(ids)) return { kind, ids: ids.map(String) };
  } catch {
    // Nothing of ours.
  }
  return undefined;
}
