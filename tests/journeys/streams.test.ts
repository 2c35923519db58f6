import { once } from "node:events";
import { connect as openSocket } from "node:net";
import { PassThrough } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../clients/client.ts";
import { followEvents } from "../../clients/events.ts";
import { connect as connectDatabase } from "../../server/database/connection.ts";
import { openDatabase, type Database } from "../../server/database/database.ts";
import { createTail } from "../../server/domain/events/tail.ts";
import { onBothEngines, sqlite } from "../support/engines.ts";
import { lineOf, listen } from "../support/hear.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

const streams = { heartbeat: 200, patience: 300, streams: 10 };

onBothEngines((engine) => {
  let smithd: TestSmithd;
  /** On PostgreSQL another replica. */
  let other: TestSmithd;
  let database: Database;
  const log: string[] = [];
  const leaving = new AbortController();

  beforeAll(async () => {
    const lines = new PassThrough();
    lines.on("data", (line) => log.push(String(line)));
    smithd = await startTestSmithd(engine, { overrides: { streams }, log: pino({ level: "info" }, lines) });
    other = engine === sqlite ? smithd : await startTestSmithd(engine, { beside: smithd });
    database = openDatabase(smithd.config.database);
  });
  afterAll(async () => {
    leaving.abort();
    await database.close();
    if (other !== smithd) await other.stop();
    await smithd.stop();
    await removeTemporaryFolders();
  });

  let names = 0;
  const register = async (by = smithd) => by.client.appRegister({ body: { name: `app-${++names}` } });
  /** A request whose answer is read by hand. */
  const get = (method = "GET", query = "", headers = {}) =>
    fetch(`${smithd.url}/v1/events${query}`, {
      method,
      headers: { authorization: `Bearer ${smithd.apiKey}`, ...headers },
    });

  test("whoever reads with interruptions, of any replica, gets every id once and in order, while many write", async () => {
    const first = await database.events.last();
    const write = async (_: unknown, writer: number) => {
      for (let times = 0; times < 12; times++) {
        const by = (times + writer) % 2 ? smithd : other;
        const { name } = await register(by);
        await by.client.appUpdate({ path: { app: name }, body: { description: "changed" } });
      }
    };
    const written = Promise.all(Array.from({ length: 8 }, write));
    const ids: number[] = [];
    for (let round = 0; ids.length < 8 * 24; round++) {
      const from = round % 2 ? smithd : other;
      const options = { url: from.url, apiKey: from.apiKey, userAgent: "tests" };
      const after = round % 7;
      const request = { lastEventId: String(ids.at(-1) ?? first), signal: AbortSignal.timeout(10_000) };
      let heard = 0;
      for await (const one of followEvents(options, request)) {
        expect(one.kind).not.toBe("reset");
        if (one.kind === "event") ids.push(Number(one.event.id));
        if (one.kind === "event" && ++heard > after) break;
      }
    }
    await written;
    expect(ids).toEqual(Array.from({ length: 8 * 24 }, (_, index) => first + 1 + index));
    expect(await database.events.last()).toBe(ids.at(-1));
  });

  test("a reader that catches up is given nothing that is not known to the tail yet", async () => {
    const from = await database.events.last();
    await pretendEvents(smithd, 250);
    const known = await database.events.last();
    // Its last look came before what follows is committed.
    const events = { ...database.events, last: async () => known };
    const tail = createTail({ ...database, events });
    const { signal } = leaving;
    await tail.follow(signal);
    await register();
    const ids: number[] = [];
    for (let position = from; position < known; position = ids.at(-1)!) {
      const page = await tail.after(position, 0, signal);
      if (page === "gone") throw new Error(`nothing is known after ${position}`);
      ids.push(...page.map(({ id }) => id));
    }
    expect(ids).toEqual(Array.from({ length: 250 }, (_, index) => from + 1 + index));
  });

  test("a key that was revoked without a word hears nothing more after a heartbeat", async () => {
    const { id, key } = await smithd.client.keyCreate({ body: { name: "silent" } });
    await using listener = await listen({ url: smithd.url, apiKey: key });
    const db = connectDatabase(smithd.config.database);
    await db("api_keys").where({ id }).update({ revoked_at: 1 });
    await db.destroy();
    expect(await listener.ended).toMatchObject({ code: "unauthenticated" });
  });

  test("what is rolled back is not told, and takes no id", async () => {
    const before = await database.events.last();
    const app = { name: "never", repository: "default", revision: "1", createdAt: 1 };
    const failed = database.transaction(async ({ apps }) => {
      await apps.insert(app);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await register();
    expect((await database.events.after(before, 10)).map(({ id, type }) => [id, type])).toEqual([
      [before + 1, "app.registered"],
    ]);
  });

  test("while a filter leaves everything out, the position moves on", async () => {
    const answer = await get("GET", "?app=nobody");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    await register();
    const last = await database.events.last();
    let text = "";
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.endsWith(`\n\nid: ${last}\n\n`)) break;
    }
    expect(text).toMatch(/^retry: 1000\n(id: \d+\n\n)+$/);
  });

  test("HEAD is answered at once, and what is no id is refused", async () => {
    const answer = await get("HEAD");
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "text/event-stream",
      "",
    ]);
    expect((await get("GET", "", { "last-event-id": "soon" })).status).toBe(400);
    expect((await get("GET", "?application=a")).status).toBe(400);
  });

  test("a key that is revoked hears nothing more, and one that expires neither", async () => {
    const listenAs = (apiKey: string) => listen({ url: other.url, apiKey });
    const { id, key } = await smithd.client.keyCreate({ body: { name: "short" } });
    await using revoked = await listenAs(key);
    await smithd.client.keyRevoke({ path: { key: id } });
    await register();
    expect(await revoked.ended).toMatchObject({ code: "unauthenticated" });
    expect(revoked.events()).toEqual([]);
    const expiresAt = new Date(Date.now() + 2000).toISOString();
    const expiring = await smithd.client.keyCreate({ body: { name: "shorter", expiresAt } });
    await using expired = await listenAs(expiring.key);
    expect(await expired.ended).toMatchObject({ code: "unauthenticated" });
  });

  test("no more streams are open than may be", async () => {
    const open = await Promise.all(Array.from({ length: streams.streams }, () => listen(smithd)));
    const answer = await get();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await answer.json()).toMatchObject({ code: "too-many-streams" });
    for (const one of open) await one[Symbol.asyncDispose]();
    await expect.poll(async () => (await get("HEAD")).status).toBe(200);
  });

  test("a reader that takes nothing is cut off", async () => {
    const after = await database.events.last();
    await pretendEvents(smithd, 60_000);
    const { port, hostname } = new URL(smithd.url);
    const socket = openSocket(Number(port), hostname).pause();
    socket.write(
      `GET /v1/events HTTP/1.1\r\nHost: smithd\r\nAuthorization: Bearer ${smithd.apiKey}\r\nLast-Event-ID: ${after}\r\n\r\n`,
    );
    await expect.poll(() => log.some((line) => line.includes('"too slow"')), { timeout: 20_000 }).toBe(true);
    socket.on("error", () => "It was reset.").resume();
    await once(socket, "close");
  });

  test("what is no longer kept begins with a reset, and what is still kept goes on", async () => {
    const before = await database.events.last();
    await register();
    const forget = (limit: number) =>
      database.events.removeOldest({ milliseconds: -60_000, count: 1 }, limit);
    expect(await database.events.removeOldest({ milliseconds: 60_000_000, count: 1 }, 100)).toBe(0);
    expect(await forget(100)).toBe(100);
    while ((await forget(10_000)) > 0);
    const { name } = await register();
    await using late = await listen(smithd, { lastEventId: String(before - 1) });
    await using inTime = await listen(smithd, { lastEventId: String(before + 1) });
    await expect.poll(() => inTime.events().map(lineOf)).toEqual([`app.registered ${name}`]);
    await expect.poll(() => late.heard.map(({ kind }) => kind)).toEqual(["live", "reset"]);
  });

  test("a key, a wrong address and silence are told apart", async () => {
    const wrong = listen({ url: smithd.url, apiKey: "dsm_nobody" });
    await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(listen({ url: `${smithd.url}/elsewhere`, apiKey: smithd.apiKey })).rejects.toMatchObject({
      status: 404,
    });
    const silent = (_url: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason as Error));
      });
    const kinds: string[] = [];
    const times = { firstMs: 50, silenceMs: 200 };
    const options = { url: smithd.url, apiKey: smithd.apiKey, userAgent: "tests", fetch: silent };
    for await (const one of followEvents(options, { times })) if (kinds.push(one.kind) === 4) break;
    expect(kinds).toEqual(["buffered", "lost", "buffered", "lost"]);
  });

  test("smithd waits for no stream when it stops, and its readers hear that they lost it", async () => {
    const short = await startTestSmithd(engine, engine === sqlite ? {} : { beside: smithd });
    await using listener = await listen(short);
    const since = performance.now();
    await short.stop();
    expect(performance.now() - since).toBeLessThan(3000);
    await expect.poll(() => listener.heard.map(({ kind }) => kind)).toContain("lost");
  });

  test("the client of single calls does not know the stream", () => {
    expect(connect({ url: smithd.url, apiKey: smithd.apiKey, userAgent: "tests" })).not.toHaveProperty(
      "eventStream",
    );
  });
});

/** Events as if so many writes had happened. */
async function pretendEvents({ config }: TestSmithd, count: number): Promise<void> {
  const db = connectDatabase(config.database);
  await db.transaction(async (transaction) => {
    await transaction.raw(
      `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})
       INSERT INTO events (id, at, type, app, environment) SELECT last + n, 1, 'app.updated', 'a-rather-long-name-of-an-app', 'staging'
       FROM numbers, event_counter`,
    );
    await transaction("event_counter").increment("last", count);
  });
  await db.destroy();
}
