import { afterAll, expect, test } from "vitest";
import pg from "pg";
import { type Database, openDatabase } from "../../server/database/database.ts";
import type { Signal } from "../../server/database/signals.ts";
import { onBothEngines, sqlite } from "../support/engines.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

onBothEngines((engine) => {
  const opened: Database[] = [];
  afterAll(async () => {
    for (const database of opened) await database.close();
    await removeTemporaryFolders();
  });

  /** What one replica hears of another; on SQLite there is only one. */
  const replicas = async () => {
    const config = await engine.createDatabase(await temporaryFolder());
    const [speaker, listener] =
      engine === sqlite
        ? Array.from({ length: 2 }).fill(openDatabase(config))
        : [openDatabase(config), openDatabase(config)];
    opened.push(...new Set([speaker, listener] as Database[]));
    const heard: Signal[] = [];
    (listener as Database).signals.listen((signal) => heard.push(signal));
    return { config, speaker: speaker as Database, heard };
  };
  const idsIn = (heard: Signal[]) => heard.flatMap((signal) => (signal.kind === "ended" ? signal.ids : []));

  test("replicas hear of everything that ended, however much ends together", async () => {
    const { speaker, heard } = await replicas();
    const ids = Array.from(
      { length: 500 },
      (_, index) => `019ab1de-8a3c-7d55-9c1f-${String(index).padStart(12, "0")}`,
    );
    await expect
      .poll(() => {
        speaker.signals.send({ kind: "ended", ids });
        return new Set(idsIn(heard)).size;
      })
      .toBe(500);
    speaker.signals.send({ kind: "queued" });
    await expect.poll(() => heard.some(({ kind }) => kind === "queued")).toBe(true);
  });

  test.skipIf(engine === sqlite)("a listener that lost its connection listens again", async () => {
    const { config, speaker, heard } = await replicas();
    const say = (id: string) =>
      expect
        .poll(
          () => {
            speaker.signals.send({ kind: "ended", ids: [id] });
            return idsIn(heard).includes(id);
          },
          { timeout: 10_000 },
        )
        .toBe(true);
    await say("before");
    const client = new pg.Client({ connectionString: (config as { url: string }).url });
    await client.connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN smithd' AND datname = current_database()",
    );
    await client.end();
    await say("after");
  });

  test("a lease is taken by one, renewed, and given up at once", async () => {
    const { speaker: database } = await replicas();
    await database.migrate();
    const acquire = (holder: string) => database.writerLeases.acquire("default", holder, 60_000);
    const first = (await acquire("a"))!;
    expect(await acquire("b")).toBeUndefined();
    expect(await acquire("a")).toBe(first);
    await database.writerLeases.release("default", "a");
    expect(await acquire("b")).toBe(first + 1);
    expect(await acquire("a")).toBeUndefined();
  });
});
