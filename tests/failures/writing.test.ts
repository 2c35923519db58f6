import { chmod, glob, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../server/database/database.ts";
import { DomainError } from "../../server/domain/errors.ts";
import { onBothEngines } from "../support/engines.ts";
import { inOneBatch, interfered, type Interference, unheard } from "../support/interference.ts";
import { finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

onBothEngines((engine) => {
  let interference: Interference;
  let smithd: TestSmithd | undefined;
  let apps = 0;
  const gitops = interfered(() => interference);
  beforeEach(async () => {
    interference = {};
    smithd ??= await startTestSmithd(engine, { overrides: { gitops } });
  });
  afterAll(async () => {
    await smithd?.stop();
    await removeTemporaryFolders();
  });

  const register = async (...versions: string[]) => {
    const app = `app-${apps++}`;
    await smithd!.client.appRegister({ body: { name: app, namespace: "shop" } });
    for (const version of versions) await publish(smithd!.client, { app, version });
    return app;
  };
  const ask = (app: string, version: string) =>
    smithd!.client.deploymentCreate({ path: { app }, body: { version, environment: "staging" } });
  const end = (deployment: { id: string }) => finished(smithd!.client, deployment);
  const running = async (app: string) =>
    (await smithd!.client.appView({ path: { app } })).environments.find(
      ({ environment }) => environment === "staging",
    );

  /** Has everything that `work` asks for written in the next batch. */
  const together = async <T>(work: () => Promise<T>): Promise<T> => {
    const blocker = await register("v1");
    return inOneBatch(interference, { ask: () => ask(blocker, "v1"), end }, work);
  };

  const corrupt = async (app: string, version: string) => {
    const files = glob(join(smithd!.folder, "blobs", "published", app, version, "**/config.yaml"));
    for await (const file of files) await writeFile(file, "bit rot");
  };

  const withDatabase = async <T>(work: (database: ReturnType<typeof openDatabase>) => Promise<T>) => {
    const database = openDatabase(smithd!.config.database);
    return work(database).finally(() => database.close());
  };

  test("the last of several for one environment is written, and the others say which", async () => {
    const app = await register("v1", "v2", "v3");
    const asked = await together(async () => [
      await ask(app, "v1"),
      await ask(app, "v2"),
      await ask(app, "v3"),
    ]);
    const [first, second, third] = await Promise.all(asked.map(end));
    expect(third).toMatchObject({ status: "deployed", changed: true });
    for (const overtaken of [first, second])
      expect(overtaken).toMatchObject({ status: "superseded", supersededBy: third!.id });
  });

  test("where the last of them fails alone, the one before it is written", async () => {
    const app = await register("v1", "v2", "v3");
    await corrupt(app, "v3");
    const asked = await together(async () => [
      await ask(app, "v1"),
      await ask(app, "v2"),
      await ask(app, "v3"),
    ]);
    const [first, second, third] = await Promise.all(asked.map(end));
    expect(third).toMatchObject({ status: "failed", failure: { code: "version-corrupt" } });
    expect(second).toMatchObject({ status: "deployed", changed: true });
    expect(first).toMatchObject({ status: "superseded", supersededBy: second!.id });
    expect(await running(app)).toMatchObject({ version: "v2" });
  });

  test("a commit that the remote's rule refuses fails alone, and what needs no commit does not fail with it", async () => {
    const [refused, unchanged, fine] = [await register("v1"), await register("v1"), await register("v1")];
    await end(await ask(unchanged, "v1"));
    const hook = join(smithd!.repository.path, "hooks", "update");
    await mkdir(join(smithd!.repository.path, "hooks"), { recursive: true });
    await writeFile(hook, `#!/bin/sh\n! git log --format=%s "$2..$3" | grep -q 'Deploy ${refused} '\n`);
    await chmod(hook, 0o755);
    const asked = await together(async () => [
      await ask(unchanged, "v1"),
      await ask(refused, "v1"),
      await ask(fine, "v1"),
    ]);
    const [same, no, yes] = await Promise.all(asked.map(end));
    expect(same).toMatchObject({ status: "deployed", changed: false });
    expect(no).toMatchObject({ status: "failed", failure: { code: "gitops-rejected" } });
    expect(yes).toMatchObject({ status: "deployed", changed: true });
  });

  test("a commit that cannot be built fails alone", async () => {
    const [poisoned, fine] = [await register("v1"), await register("v1")];
    interference.beforeBuild = async (plans) => {
      if (plans.some(({ message }) => message.includes(`Deploy ${poisoned} `))) throw new Error("poison");
    };
    const asked = await together(async () => [await ask(poisoned, "v1"), await ask(fine, "v1")]);
    const [no, yes] = await Promise.all(asked.map(end));
    expect(no).toMatchObject({ status: "failed", failure: { code: "internal-error" } });
    expect(yes).toMatchObject({ status: "deployed", changed: true });
  });

  test("however much a failure has to say, it fits the contract", async () => {
    const app = await register("v1");
    interference.beforeBuild = () => Promise.reject(new DomainError("gitops-rejected", "x".repeat(5000)));
    const failed = await end(await ask(app, "v1"));
    expect(failed).toMatchObject({ status: "failed", failure: { code: "gitops-rejected" } });
    expect(failed.failure!.detail).toHaveLength(4000);
  });

  test("what is found to have landed later does not hide what was deployed after it", async () => {
    const app = await register("v1", "v2");
    interference.push = async (really) => {
      await really();
      interference = { isAway: true };
      return unheard;
    };
    const first = await ask(app, "v1");
    await expect.poll(() => interference.isAway).toBe(true);
    const second = await end(await ask(app, "v2"));
    expect(second).toMatchObject({ status: "deployed", changed: true });
    interference = {};
    expect(await end(first)).toMatchObject({ status: "deployed", changed: true });
    expect(await running(app)).toMatchObject({ version: "v2", deploymentId: second.id });
  });

  test("what did not land is not written over what did, whichever was asked for first", async () => {
    const app = await register("v1", "v2");
    const answers: boolean[] = [false, true];
    interference.push = async (really) => {
      interference.isAway = true;
      if (answers.shift()) await really();
      return unheard;
    };
    const first = await ask(app, "v1");
    await expect.poll(() => answers.length).toBe(1);
    const second = await ask(app, "v2");
    await expect.poll(() => answers.length).toBe(0);
    interference = {};
    expect(await end(second)).toMatchObject({ status: "deployed" });
    expect(await end(first)).toMatchObject({ status: "superseded", supersededBy: second.id });
    expect(await running(app)).toMatchObject({ version: "v2" });
    expect((await smithd!.repository.subjects())[0]).toBe(`Deploy ${app} v2 to staging`);
  });

  test("a person's deployment ends what was held before it was asked for, and nothing later", async () => {
    const app = await register("v1", "v2");
    const hold = (heldAt: number) => ({
      app,
      environment: "staging",
      reason: "freeze",
      heldBy: "grace",
      heldAt,
    });
    const heldBefore = await withDatabase(async (database) => {
      await database.holds.set(hold(Date.now() - 1));
      return end(await ask(app, "v1"));
    });
    expect(heldBefore.status).toBe("deployed");
    expect(await running(app)).not.toHaveProperty("hold");

    const held = await together(async () => {
      const asked = await ask(app, "v2");
      await withDatabase((database) => database.holds.set(hold(Date.parse(asked.createdAt))));
      return asked;
    });
    expect(await end(held)).toMatchObject({ status: "deployed", kind: "manual" });
    expect(await running(app)).toMatchObject({ version: "v2", hold: { heldBy: "grace" } });
  });

  test("a rollback that fails holds nothing, and leaves a hold that was there before", async () => {
    const app = await register("v1", "v2", "v3");
    await end(await ask(app, "v3"));
    await corrupt(app, "v1");
    expect(await end(await ask(app, "v1"))).toMatchObject({ status: "failed" });
    expect(await running(app)).not.toHaveProperty("hold");
    const back = await end(await ask(app, "v2"));
    expect(back.kind).toBe("rollback");
    expect(await running(app)).toMatchObject({ hold: { reason: "rolled back to v2" } });
    expect(await end(await ask(app, "v1"))).toMatchObject({ status: "failed" });
    expect(await running(app)).toMatchObject({ hold: { reason: "rolled back to v2" } });
  });

  test("a batch of which another writer has taken something over is left to it", async () => {
    const [taken, left] = [await register("v1"), await register("v1")];
    interference.beforeBuild = async () => {
      delete interference.beforeBuild;
      await withDatabase(async (database) => {
        const { leftBehind, takeOver } = database.deployments;
        const epoch = await database.writerLeases.acquire("default", "another", 0, true);
        const [first] = await leftBehind("default", epoch!);
        await takeOver(first!.id, epoch!);
      });
    };
    const asked = await together(async () => [await ask(taken, "v1"), await ask(left, "v1")]);
    for (const deployment of await Promise.all(asked.map(end)))
      expect(deployment).toMatchObject({ status: "deployed", changed: true });
  });

  test("an outage fails those that wait behind another just as well", async () => {
    const { path } = smithd!.repository;
    const app = await register("v1", "v2");
    const asked = await together(async () => {
      const both = [await ask(app, "v1"), await ask(app, "v2")];
      await rename(path, `${path}.away`);
      return both;
    });
    const ended = await Promise.all(asked.map(end));
    await rename(`${path}.away`, path);
    for (const deployment of ended)
      expect(deployment).toMatchObject({ status: "failed", failure: { code: "gitops-unreachable" } });
  });
});
