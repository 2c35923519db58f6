import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { onBothEngines } from "../support/engines.ts";
import { inOneBatch, interfered, type Interference, unheard } from "../support/interference.ts";
import { configMap, finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

/** An object belongs to one app in an environment, whatever fails around it. */
onBothEngines((engine) => {
  let interference: Interference;
  let smithd: TestSmithd | undefined;
  let apps = 0;
  beforeEach(async () => {
    interference = {};
    smithd ??= await startTestSmithd(engine, { overrides: { gitops: interfered(() => interference) } });
  });
  afterAll(async () => {
    await smithd?.stop();
    await removeTemporaryFolders();
  });

  const ask = (app: string, version: string) =>
    smithd!.client.deploymentCreate({ path: { app }, body: { version, environment: "staging" } });
  const end = (deployment: { id: string }) => finished(smithd!.client, deployment);
  const together = async <T>(work: () => Promise<T>): Promise<T> => {
    const blocker = await bringing([`blocker-${apps}`]);
    return inOneBatch(interference, { ask: () => ask(blocker, "v1"), end }, work);
  };

  /** An app with one version for each set of objects that is named; they share their names with other apps'. */
  const bringing = async (...sets: string[][]) => {
    const app = `app-${apps++}`;
    await smithd!.client.appRegister({ body: { name: app, namespace: "shop" } });
    for (const [index, names] of sets.entries()) {
      const files = Object.fromEntries(
        names.map((name) => [`${name}.yaml`, configMap(`${name}-${engine.name.toLowerCase()}`)]),
      );
      await publish(smithd!.client, { app, version: `v${index + 1}`, files });
    }
    return app;
  };
  /** Has the remote refuse whatever touches an app. */
  const refuse = async (app: string) => {
    const hook = join(smithd!.repository.path, "hooks", "update");
    await mkdir(join(smithd!.repository.path, "hooks"), { recursive: true });
    await writeFile(hook, `#!/bin/sh\ngit diff --name-only $2 $3 | grep -q '/${app}/' && exit 1\nexit 0\n`);
    await chmod(hook, 0o755);
    return () => rm(hook);
  };

  test("an object that a refused member would have brought stands in nobody's way", async () => {
    const [refused, other] = [await bringing(["both"]), await bringing(["both"])];
    const allow = await refuse(refused);
    const asked = await together(async () => [await ask(refused, "v1"), await ask(other, "v1")]);
    const [first, second] = await Promise.all(asked.map(end));
    await allow();
    expect(first).toMatchObject({ status: "failed", failure: { code: "gitops-rejected" } });
    expect(second).toMatchObject({ status: "deployed" });
  });

  test.each([["in one push"], ["in several"]])(
    "an object that one member gives up is another's at once, %s",
    async (how) => {
      const name = `moved-${apps}`;
      const [own, next] = [await bringing([name], [`${name}-not`]), await bringing([name])];
      const refused = await bringing([`${name}-stray`]);
      await end(await ask(own, "v1"));
      // One that is refused has the others pushed one after another.
      const allow = how === "in several" ? await refuse(refused) : async () => {};
      const asked = await together(async () => [
        await ask(own, "v2"),
        await ask(next, "v1"),
        await ask(refused, "v1"),
      ]);
      const ended = await Promise.all(asked.map(end));
      await allow();
      expect(ended.map(({ status }) => status)).toEqual([
        "deployed",
        "deployed",
        how === "in several" ? "failed" : "deployed",
      ]);
    },
  );

  test("what landed without anybody's knowing it yet has its objects", async () => {
    const [unknown, other] = [await bringing(["unheard"]), await bringing(["unheard"])];
    interference.push = async (really) => {
      await really();
      delete interference.push;
      // Whoever asks the remote next, to decide, gets no answer.
      let failures = 1;
      Object.defineProperty(interference, "isAway", { configurable: true, get: () => failures-- > 0 });
      return unheard;
    };
    const first = await ask(unknown, "v1");
    await expect.poll(() => interference.push).toBeUndefined();
    expect(await end(await ask(other, "v1"))).toMatchObject({
      status: "failed",
      failure: { code: "object-conflict", detail: expect.stringContaining(unknown) as string },
    });
    expect(await end(first)).toMatchObject({ status: "deployed" });
  });
});
