import { afterEach, expect, test } from "vitest";
import { openDatabase } from "../../server/database/database.ts";
import { onBothEngines } from "../support/engines.ts";
import { interfered, type Interference } from "../support/interference.ts";
import { deploy, finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

onBothEngines((engine) => {
  let interference: Interference;
  let smithd: TestSmithd;
  let release: () => void;
  afterEach(async () => {
    release();
    await smithd.stop();
    await removeTemporaryFolders();
  });

  /** A smithd that writes one deployment of `blocker` until it is released, so that all others wait. */
  const startBlocked = async (environment: Record<string, string> = {}) => {
    interference = {};
    smithd = await startTestSmithd(engine, {
      environment,
      overrides: { gitops: interfered(() => interference) },
    });
    await register("blocker");
    const blocked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    release = released.resolve;
    interference.beforeBuild = async () => {
      delete interference.beforeBuild;
      blocked.resolve();
      await released.promise;
    };
    await ask("blocker");
    await blocked.promise;
  };
  const register = async (app: string) => {
    await smithd.client.appRegister({ body: { name: app, namespace: app } });
    await publish(smithd.client, { app });
  };
  const ask = (app: string, environment = "staging") =>
    smithd.client.deploymentCreate({ path: { app }, body: { version: "v1", environment } });

  test("a queue that is full refuses what people ask for, and takes what policies ask for", async () => {
    await startBlocked({ SMITHD_MAX_QUEUED: "2" });
    await register("api");
    await smithd.client.policyPut({
      path: { app: "api", policy: "main" },
      body: { environment: "staging", branches: ["main"] },
    });
    const first = [await ask("api"), await ask("api", "production")];
    const { url, apiKey } = smithd;
    const refused = await fetch(`${url}/v1/apps/api/deployments`, {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
      body: JSON.stringify({ version: "v1", environment: "staging" }),
    });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await refused.json()).toMatchObject({ code: "queue-full" });
    const published = await publish(smithd.client, {
      app: "api",
      version: "v2",
      date: "2026-11-24T10:15:00Z",
    });
    expect(published.deployments).toHaveLength(1);
    release();
    expect(await finished(smithd.client, published.deployments[0]!)).toMatchObject({ status: "deployed" });
    expect(await finished(smithd.client, first[1]!)).toMatchObject({ status: "deployed" });
  });

  test("one app's requests for one environment fill only its own part of the queue", async () => {
    await startBlocked();
    await register("loud");
    await register("quiet");
    for (let count = 0; count < 100; count++) await ask("loud");
    await expect(ask("loud")).rejects.toMatchObject({ status: 429, code: "queue-full" });
    const others = [await ask("loud", "production"), await ask("quiet")];
    release();
    for (const other of others)
      expect(await finished(smithd.client, other)).toMatchObject({ status: "deployed" });
  });

  test("who has which object is read from the repository where the database does not know it", async () => {
    await startBlocked();
    release();
    const files = {
      "config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shared\n  namespace: x\n",
    };
    for (const app of ["first", "second"]) {
      await smithd.client.appRegister({ body: { name: app, namespace: "x" } });
      await publish(smithd.client, { app, files });
    }
    expect(await deploy(smithd.client, "v1", "staging", "first")).toMatchObject({ status: "deployed" });
    const { config } = smithd;
    await smithd.stop();
    const database = openDatabase(config.database);
    await database.runningObjects.forget("default");
    await database.close();
    smithd = await startTestSmithd(engine, { after: smithd });
    expect(await deploy(smithd.client, "v1", "staging", "second")).toMatchObject({
      status: "failed",
      failure: { code: "object-conflict", detail: expect.stringContaining("first") as string },
    });
  });
});
