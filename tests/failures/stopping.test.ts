import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { openDatabase } from "../../server/database/database.ts";
import type { GitopsRepository } from "../../server/domain/ports.ts";
import { newId } from "../../server/domain/new-id.ts";
import { onBothEngines } from "../support/engines.ts";
import { finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestOptions, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

onBothEngines((engine) => {
  const running = new Set<TestSmithd>();
  const start = async (options: TestOptions = {}) => {
    const smithd = await startTestSmithd(engine, options);
    running.add(smithd);
    return smithd;
  };
  const stop = (smithd: TestSmithd) => {
    running.delete(smithd);
    return smithd.stop();
  };
  afterEach(async () => {
    for (const smithd of running) await stop(smithd);
    await removeTemporaryFolders();
  });

  /** A connection on which a request has begun and not ended. */
  const slowRequest = async ({ url, apiKey }: TestSmithd) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let answer = "";
    const ended = new Promise((resolve) => socket.once("close", resolve));
    const arrived = once(socket, "data");
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString())).on("error", () => undefined);
    const key = `Authorization: Bearer ${apiKey}\r\n`;
    const body = JSON.stringify({ name: "late" });
    const length = Buffer.byteLength(body);
    socket.write(
      `POST /v1/apps HTTP/1.1\r\nHost: x\r\n${key}Content-Type: application/json\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await arrived;
    answer = "";
    return { ended, answer: () => answer, finish: (then = "") => socket.write(body + then), key };
  };

  test("nothing is claimed from the moment it is to stop, while requests are still answered", async () => {
    const smithd = await start();
    await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
    await publish(smithd.client);
    const first = await smithd.client.deploymentCreate({
      path: { app: "api-service" },
      body: { version: "v1", environment: "staging" },
    });
    await finished(smithd.client, first);
    const slow = await slowRequest(smithd);
    const stopped = stop(smithd);
    const database = openDatabase(smithd.config.database);
    const deployment = (await database.deployments.find(first.id))!;
    const late = { ...deployment, id: newId(), environment: "production", createdAt: Date.now() };
    await database.deployments.insert([{ ...late, status: "queued" }]);
    await sleep(2500);
    slow.finish();
    await stopped;
    expect(slow.answer()).toMatch(/^HTTP\/1\.1 201 /);
    expect((await database.deployments.find(late.id))!.status).toBe("queued");
    await database.close();
  });

  test("a request that arrives while it stops is told so, and its connection ends", async () => {
    const smithd = await start();
    const slow = await slowRequest(smithd);
    const stopped = stop(smithd);
    await sleep(100);
    slow.finish(`GET /v1/apps HTTP/1.1\r\nHost: x\r\n${slow.key}\r\n`);
    await slow.ended;
    await stopped;
    const [, first, second] = slow.answer().split("HTTP/1.1 ");
    expect(first).toMatch(/^201 /);
    expect(second).toMatch(/^503 /);
    expect(second).toMatch(/^connection: close$/im);
    expect(second).toContain('"code":"shutting-down"');
  });

  test("a push that hangs does not keep smithd from ending, and is found again", async () => {
    let hangs = true;
    const gitops = (real: GitopsRepository): GitopsRepository => ({
      ...real,
      push: (commit) => (hangs ? new Promise(() => undefined) : real.push(commit)),
    });
    const smithd = await start({ overrides: { gitops, finishWithin: 500 } });
    await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
    await publish(smithd.client);
    const asked = await smithd.client.deploymentCreate({
      path: { app: "api-service" },
      body: { version: "v1", environment: "staging" },
    });
    await expect
      .poll(async () => (await smithd.client.deploymentView({ path: { deployment: asked.id } })).status)
      .toBe("writing");
    await stop(smithd);
    hangs = false;
    const next = await start({ after: smithd });
    expect(await finished(next.client, asked)).toMatchObject({ status: "deployed", changed: true });
  });
});
