import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../server/database/database.ts";
import { onBothEngines } from "../support/engines.ts";
import { publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

const apps = Array.from({ length: 8 }, (_, index) => `app-${index}`);

onBothEngines((engine) => {
  let smithd: TestSmithd;
  beforeEach(async () => {
    smithd = await startTestSmithd(engine);
    for (const app of apps) {
      await smithd.client.appRegister({ body: { name: app, namespace: app } });
      await publish(smithd.client, { app });
    }
  });
  afterEach(async () => {
    await smithd.stop();
    await removeTemporaryFolders();
  });

  /** What a request is answered with, by its code where it is refused. */
  const ask = async (app: string, body: string | object, key?: string) => {
    const response = await fetch(`${smithd.url}/v1/apps/${app}/deployments`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${smithd.apiKey}`,
        "Content-Type": "application/json",
        ...(key !== undefined && { "Idempotency-Key": key }),
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as { id?: string; code?: string };
    return { ...answer, status: response.status };
  };
  const good = { version: "v1", environment: "staging" };

  test("what is refused of what comes together concerns nobody else", async () => {
    const [accepted, refused] = await Promise.all([
      Promise.all(apps.map((app) => ask(app, good))),
      Promise.all([
        ask("nobody", good),
        ask("app-0", { ...good, version: "v9" }),
        ask("app-1", { ...good, environment: "nowhere" }),
        ask("app-2", { ...good, expectedVersion: "v7" }),
        ask("app-3", '{"version":"\\ud800","environment":"staging"}'),
        ask("app-4", '{"version":"v1","environment":"\\udc00"}'),
      ]),
    ]);
    expect(accepted.map(({ status }) => status)).toEqual(apps.map(() => 202));
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(apps.length);
    expect(refused.map(({ code }) => code)).toEqual([
      ...["app-unknown", "version-unknown", "environment-unknown", "running-version-changed"],
      ...["version-unknown", "environment-unknown"],
    ]);
  });

  test("of requests with one key that come together one is accepted", async () => {
    const same = await Promise.all(Array.from({ length: 5 }, () => ask("app-0", good, "same")));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
    const others = await Promise.all(apps.map((app) => ask(app, good, "other")));
    expect(others.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(others.filter(({ code }) => code === "idempotency-key-reused")).toHaveLength(apps.length - 1);
  });

  test("an app that somebody keeps locked holds nobody else up for good", async () => {
    const database = openDatabase(smithd.config.database);
    const locked = Promise.withResolvers<void>();
    let isReleased = false;
    const holding = database.transaction(async (tables) => {
      while (!isReleased) {
        // Whoever does nothing in a transaction loses it before the others give up.
        await tables.apps.lock("app-0");
        locked.resolve();
        await sleep(500);
      }
    });
    await locked.promise;
    const first = ask("app-0", good);
    const others = await Promise.all(apps.slice(1).map((app) => ask(app, good)));
    expect(others.map(({ status }) => status)).toEqual(apps.slice(1).map(() => 202));
    // SQLite knows no locks of rows.
    expect([202, 503]).toContain((await first).status);
    isReleased = true;
    await holding;
    expect((await ask("app-0", good)).status).toBe(202);
    await database.close();
  });
});
