import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { onBothEngines } from "../support/engines.ts";
import { deploy, finished, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import type { Overrides } from "../../server/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

onBothEngines((engine) => {
  const running: TestSmithd[] = [];
  const start = async (after?: TestSmithd, overrides: Overrides = {}) => {
    const smithd = await startTestSmithd(engine, { overrides, ...(after && { after }) });
    running.push(smithd);
    return smithd;
  };
  const withVersion = async () => {
    const smithd = await start();
    await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
    await publish(smithd.client);
    return smithd;
  };
  afterAll(async () => {
    for (const smithd of running) await smithd.stop();
    await removeTemporaryFolders();
  });

  test("an unreachable repository fails the deployment by name, and smithd goes on", async () => {
    const { client, repository, url } = await withVersion();
    await deploy(client, "v1", "staging");
    await rename(repository.path, `${repository.path}.away`);
    const failed = await deploy(client, "v1", "production");
    expect(failed).toMatchObject({ status: "failed", failure: { code: "gitops-unreachable" } });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await client.environmentList()).items).toHaveLength(2);
    await rename(`${repository.path}.away`, repository.path);
    expect(await deploy(client, "v1", "production")).toMatchObject({ status: "deployed", changed: true });
  });

  test("an environment is shown as the repository has it now, and as it was last seen while that is away", async () => {
    // What the mirror knows is always more than 15 seconds old by this clock.
    const smithd = await start(undefined, { now: () => Date.now() + 20_000 });
    const { client, repository } = smithd;
    const view = (environment: string) => client.environmentView({ path: { environment } });
    const marker = "environments/staging/.deploysmith.yaml";
    expect(await view("staging")).toMatchObject({ confirm: "yes" });
    await repository.commit({ [marker]: "confirm: name\n" });
    expect(await view("staging")).toMatchObject({ confirm: "name" });
    await rename(repository.path, `${repository.path}.away`);
    expect(await view("staging")).toMatchObject({ confirm: "name" });
    await rename(`${repository.path}.away`, repository.path);
    const kept = (await repository.files("environments/staging")).map((file) => [file, undefined]);
    await repository.commit(Object.fromEntries(kept) as Record<string, undefined>);
    // Once it has been away, it is asked again after a few seconds.
    const gone = () => view("staging").catch((error: unknown) => error);
    await expect.poll(gone, { timeout: 10_000 }).toMatchObject({ code: "environment-unknown", status: 404 });
  });

  test("a push that a hook refuses fails with the hook's words and without its escape sequences", async () => {
    const { client, repository } = await withVersion();
    const hook = join(repository.path, "hooks", "update");
    await mkdir(join(repository.path, "hooks"), { recursive: true });
    await writeFile(hook, "#!/bin/sh\nprintf 'closed for the \\033[31mholidays\\033[0m' >&2\nexit 1\n");
    await chmod(hook, 0o755);
    const failed = await deploy(client, "v1", "staging");
    expect(failed).toMatchObject({ status: "failed", failure: { code: "gitops-rejected" } });
    expect(failed.failure!.detail).toMatch(/closed for the holidays/);
    expect(failed.failure!.detail).not.toContain("\u001b");
  });

  test("what was accepted is written by the next smithd where this one was stopped", async () => {
    const first = await withVersion();
    await rename(first.repository.path, `${first.repository.path}.away`);
    await first.stop();
    running.splice(running.indexOf(first), 1);
    await rename(`${first.repository.path}.away`, first.repository.path);
    const second = await start(first);
    const queued = await second.client.deploymentCreate({
      path: { app: "api-service" },
      body: { version: "v1", environment: "staging" },
    });
    await second.stop();
    running.splice(running.indexOf(second), 1);
    const third = await start(second);
    expect(await finished(third.client, queued)).toMatchObject({ status: "deployed", changed: true });
    expect(
      (await third.repository.subjects()).filter((subject) => subject.startsWith("Deploy")),
    ).toHaveLength(1);
  });

  test("a second smithd on the same data folder does not start, and says why", async () => {
    const first = await start();
    await expect(startTestSmithd(engine, { after: first })).rejects.toThrow(/Another smithd is running on/);
  });
});
