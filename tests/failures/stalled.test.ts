import { glob, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { onBothEngines } from "../support/engines.ts";
import { DomainError } from "../../server/domain/errors.ts";
import { inOneBatch, interfered, type Interference, unheard } from "../support/interference.ts";
import { finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

onBothEngines((engine) => {
  let interference: Interference;
  let smithd: TestSmithd | undefined;
  let apps = 0;
  beforeEach(async () => {
    interference = {};
    smithd ??= await startTestSmithd(engine, {
      overrides: { gitops: interfered(() => interference) },
    });
  });
  afterAll(async () => {
    await smithd?.stop();
    await removeTemporaryFolders();
  });

  const register = async () => {
    const app = `app-${apps++}`;
    await smithd!.client.appRegister({ body: { name: app, namespace: "shop" } });
    await publish(smithd!.client, { app, version: "v1" });
    return app;
  };
  const ask = (app: string, wait?: number) =>
    smithd!.client.deploymentCreate({
      path: { app },
      ...(wait !== undefined && { header: { Prefer: `wait=${wait}` } }),
      body: { version: "v1", environment: "staging" },
    });
  const end = (deployment: { id: string }) => finished(smithd!.client, deployment);
  const view = ({ id }: { id: string }) => smithd!.client.deploymentView({ path: { deployment: id } });
  const commitsOf = async (app: string) =>
    (await smithd!.repository.subjects()).filter((subject) => subject.startsWith(`Deploy ${app} `));
  const published = (app: string) =>
    glob(join(smithd!.folder, "blobs", "published", app, "v1", "**/config.yaml"));

  const contended = new DomainError("gitops-rejected", "The branch is locked.");

  /** The next push is sent, and nothing is heard of it; what it would have done is returned, to be done at any time. */
  const loseNextPush = (meanwhile = async () => {}) => {
    const sent = Promise.withResolvers<() => Promise<unknown>>();
    interference.push = async (really) => {
      delete interference.push;
      await meanwhile();
      sent.resolve(really);
      return unheard;
    };
    return sent.promise;
  };

  test("whoever waits hears at once that it is not known what became of it, and later it is", async () => {
    const app = await register();
    const sent = loseNextPush(async () => void (interference.isAway = true));
    const asked = await ask(app, 30);
    expect(asked).toMatchObject({ status: "writing", stalledBy: { code: "gitops-unreachable" } });
    expect(asked.timeline!.map(({ step }) => step)).toEqual(["accepted", "claimed", "built", "stalled"]);
    await (
      await sent
    )();
    interference = {};
    const ended = await end(asked);
    expect(ended).toMatchObject({ status: "deployed", changed: true });
    expect(ended).not.toHaveProperty("stalledBy");
    expect(await commitsOf(app)).toHaveLength(1);
  });

  test("a push that arrives while it is written again is found, and is the only one", async () => {
    const app = await register();
    const sent = loseNextPush();
    const asked = await ask(app);
    const late = await sent;
    interference.push = async (really) => {
      delete interference.push;
      await late();
      return really();
    };
    expect(await end(asked)).toMatchObject({ status: "deployed", changed: true });
    expect(await commitsOf(app)).toHaveLength(1);
  });

  test("what may still land has not failed, whatever goes wrong meanwhile, until another commit rules it out", async () => {
    const [app, other] = [await register(), await register()];
    const sent = loseNextPush(async () => {
      for await (const file of published(app)) await writeFile(file, "bit rot");
    });
    const asked = await ask(app);
    await expect.poll(async () => (await view(asked)).stalledBy).toBeDefined();
    expect((await view(asked)).status).toBe("writing");
    expect(await end(await ask(other))).toMatchObject({ status: "deployed" });
    expect(await end(asked)).toMatchObject({ status: "failed", failure: { code: "version-corrupt" } });
    await (
      await sent
    )();
    expect(await commitsOf(app)).toEqual([]);
  });

  test("that another push is at work on the branch is no answer to what was sent before", async () => {
    const app = await register();
    const sent = loseNextPush();
    const asked = await ask(app);
    const late = await sent;
    let refusals = 0;
    interference.push = async () => ({ contended: (refusals++, contended) });
    await expect.poll(() => refusals, { timeout: 10_000 }).toBeGreaterThan(0);
    await sleep(100);
    expect(await view(asked)).toMatchObject({ status: "writing", stalledBy: {} });
    await late();
    interference = {};
    expect(await end(asked)).toMatchObject({ status: "deployed", changed: true });
    expect(await commitsOf(app)).toHaveLength(1);
  });

  test("another push that is at work on the branch for a while costs nobody a deployment", async () => {
    const app = await register();
    let pushes = 0;
    interference.push = async (really) => (++pushes < 3 ? { contended } : really());
    expect(await end(await ask(app))).toMatchObject({ status: "deployed", changed: true });
    expect(pushes).toBe(3);
  });

  test("a refusal of several says nothing of what was sent before for one of them", async () => {
    const [blocking, ...apps] = [await register(), await register(), await register()];
    const sent = Promise.withResolvers<() => Promise<unknown>>();
    const asked = await inOneBatch(interference, { ask: () => ask(blocking), end }, async () => {
      const both = [];
      for (const app of apps) both.push(await ask(app));
      let pushes = 0;
      interference.push = async (really) => {
        pushes++;
        // That of the blocking one.
        if (pushes === 1) return really();
        if (pushes === 2) sent.resolve(really);
        if (pushes === 2) return unheard;
        if (pushes === 3) throw new DomainError("gitops-rejected", "One of them may not be written.");
        throw new DomainError("gitops-unreachable", "The remote is away.");
      };
      return both;
    });
    const late = await sent.promise;
    const statuses = () => Promise.all(asked.map(async (one) => (await view(one)).status));
    await sleep(1500);
    expect(await statuses()).toEqual(["writing", "writing"]);
    await late();
    interference = {};
    for (const one of asked) expect(await end(one)).toMatchObject({ status: "deployed" });
    for (const app of apps) expect(await commitsOf(app)).toHaveLength(1);
  });

  test("each step of a deployment has its time, and a list leaves them out", async () => {
    const app = await register();
    const ended = await end(await ask(app));
    const { timeline = [] } = ended;
    expect(timeline.map(({ step }) => step)).toEqual(["accepted", "claimed", "built", "pushed", "deployed"]);
    const times = timeline.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const [listed] = (await smithd!.client.deploymentList({ query: { app } })).items;
    expect(listed).not.toHaveProperty("timeline");
  });
});
