import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../clients/client.ts";
import { openDatabase } from "../../server/database/database.ts";
import { onBothEngines, sqlite } from "../support/engines.ts";
import { deploy, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

/** Answers are given again while nothing has changed; here everything changes, and whoever asks next must see it. */
onBothEngines((engine) => {
  let writer: TestSmithd;
  /** On PostgreSQL another replica. */
  let reader: TestSmithd;

  beforeAll(async () => {
    writer = await startTestSmithd(engine);
    reader = engine === sqlite ? writer : await startTestSmithd(engine, { beside: writer });
    await writer.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
  });
  afterAll(async () => {
    if (reader !== writer) await reader.stop();
    await writer.stop();
    await removeTemporaryFolders();
  });

  const app = "api-service";
  const versions = async () =>
    (await reader.client.versionList({ path: { app } })).items.map(
      ({ id, deployedTo }) => `${id} ${deployedTo.map(({ environment }) => environment).join()}`,
    );
  const staging = async () => {
    const { apps, holds } = await reader.client.environmentView({ path: { environment: "staging" } });
    return { running: apps.map(({ version }) => version), held: holds.map(({ reason }) => reason) };
  };

  test("each write is seen by the next who asks", async () => {
    const { client } = writer;
    expect([await versions(), await staging()]).toEqual([[], { running: [], held: [] }]);
    await publish(client, { version: "v1" });
    expect(await versions()).toEqual(["v1 "]);
    await deploy(client, "v1", "staging");
    expect([await versions(), await staging()]).toEqual([["v1 staging"], { running: ["v1"], held: [] }]);
    await publish(client, { version: "v2" });
    expect(await versions()).toEqual(["v2 ", "v1 staging"]);
    await deploy(client, "v2", "staging");
    expect([await versions(), await staging()]).toEqual([
      ["v2 staging", "v1 "],
      { running: ["v2"], held: [] },
    ]);
    await client.holdPut({ path: { app, environment: "staging" }, body: { reason: "a look at it" } });
    expect(await staging()).toEqual({ running: ["v2"], held: ["a look at it"] });
    await client.holdRelease({ path: { app, environment: "staging" } });
    expect(await staging()).toEqual({ running: ["v2"], held: [] });
    // And again as it was.
    expect(await versions()).toEqual(["v2 staging", "v1 "]);
  });

  test("one answer serves each way to ask for it, and no other", async () => {
    const headers = { authorization: `Bearer ${reader.apiKey}` };
    const ask = async (query: string, method = "GET") => {
      const response = await fetch(`${reader.url}/v1/apps/${app}/versions${query}`, { method, headers });
      return { response, text: await response.text() };
    };
    const [first, again, head, short] = [
      await ask(""),
      await ask(""),
      await ask("", "HEAD"),
      await ask("?limit=1"),
    ];
    expect(again.text).toBe(first.text);
    expect(again.response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(head.response.headers.get("content-length")).toBe(String(Buffer.byteLength(first.text)));
    expect(JSON.parse(short.text)).toMatchObject({ items: [{ id: "v2" }] });
    expect(short.response.headers.get("link")).toMatch(/rel="next"/);
    expect(again.response.headers.get("x-request-id")).not.toBe(first.response.headers.get("x-request-id"));
  });

  test("a commit by somebody else is seen as drift, and its undoing as none", async () => {
    const folder = "environments/staging/apps/api-service";
    const drifted = async () => {
      const { apps } = await reader.client.environmentView({ path: { environment: "staging" } });
      return apps[0]!.drifted;
    };
    expect(await drifted()).toBe(false);
    await writer.repository.commit({ [`${folder}/config.yaml`]: "changed: by hand\n" });
    // What lies in the repository is shown no older than 15 seconds; asking for what is not there asks at once.
    const look = () => reader.client.environmentView({ path: { environment: "nowhere" } }).catch(() => {});
    await look();
    expect(await drifted()).toBe(true);
  });

  test("a revoked key opens nothing from the next request on", async () => {
    const { key, id } = await writer.client.keyCreate({ body: { name: "short-lived" } });
    const stranger = connect({ url: reader.url, apiKey: key, userAgent: "tests" });
    expect(await stranger.whoami()).toMatchObject({ name: "short-lived" });
    expect(await stranger.versionList({ path: { app } })).toMatchObject({ items: [{}, {}] });
    await writer.client.keyRevoke({ path: { key: id } });
    await expect(stranger.versionList({ path: { app } })).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(stranger.whoami()).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

test("a smithd with nothing to do commits nothing", async () => {
  const smithd = await startTestSmithd(sqlite);
  const database = openDatabase(smithd.config.database);
  const before = await database.asOf();
  // Longer than the worker's pause.
  await sleep(1500);
  expect(await database.asOf()).toBe(before);
  await database.close();
  await smithd.stop();
  await removeTemporaryFolders();
});
