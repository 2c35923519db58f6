import { chmod, glob, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configMap, deploy, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

const APPS = 50;

againstSmithd((smithd) => {
  test("of 50 apps that deploy at once, those at fault fail for themselves and change nothing for the others", async () => {
    const { client, repository, folder: dataFolder } = smithd();
    const apps = Array.from({ length: APPS }, (_, index) => `app-${String(index).padStart(2, "0")}`);
    const folder = (app: string) => `environments/staging/apps/${app}`;
    for (const app of apps) {
      await client.appRegister({ body: { name: app, namespace: "shop" } });
      const files = { "config.yaml": configMap(app), "same.yaml": configMap(`${app}-too`) };
      await publish(client, { app, version: "v1", files });
    }
    const culprits = {
      // Brings an object that app-01 has already.
      "app-11": "object-conflict",
      // Lies where somebody else put something.
      "app-22": "folder-not-owned",
      // Its bytes are no longer what was published.
      "app-33": "version-corrupt",
      // Is refused by a rule of the remote's.
      "app-44": "gitops-rejected",
    };
    await deploy(client, "v1", "staging", "app-01");
    await publish(client, { app: "app-11", version: "v2", files: { "a.yaml": configMap("app-01") } });
    await repository.commit({ [`${folder("app-22")}/theirs.yaml`]: configMap("theirs") });
    for await (const file of glob(join(dataFolder, "blobs", "published/app-33/v1/**/config.yaml")))
      await rm(file);
    const hook = join(repository.path, "hooks", "update");
    await mkdir(join(repository.path, "hooks"), { recursive: true });
    await writeFile(
      hook,
      `#!/bin/sh\ngit diff --name-only $2 $3 | grep -q '/app-44/' && echo 'not app-44' >&2 && exit 1\nexit 0\n`,
    );
    await chmod(hook, 0o755);
    const before = await repository.head();

    // An invalid version does not even get there.
    const invalid = publish(client, { app: "app-05", version: "v2", files: { "a.yaml": "kind: [" } });
    const deployments = apps.map((app) => deploy(client, app === "app-11" ? "v2" : "v1", "staging", app));
    await expect(invalid).rejects.toMatchObject({ code: "manifests-invalid" });
    const ended = await Promise.all(deployments);

    const failed = ended.filter(({ status }) => status === "failed");
    expect(Object.fromEntries(failed.map(({ app, failure }) => [app, failure!.code]))).toEqual(culprits);
    const others = apps.filter((app) => !(app in culprits));
    expect(ended.filter(({ status }) => status === "deployed").map(({ app }) => app)).toEqual(others);
    const parent = await repository.read("environments/staging/apps/kustomization.yaml");
    for (const app of apps) {
      const files = await repository.files(folder(app));
      expect(files, app).toHaveLength(app in culprits ? (app === "app-22" ? 1 : 0) : 4);
      expect(parent.includes(`- ${app}\n`), app).toBe(!(app in culprits));
    }
    // app-01 ran before, so it made no commit.
    const commits = (await repository.subjects()).filter((subject) => subject.startsWith("Deploy "));
    expect(commits).toHaveLength(others.length);
    expect(new Set(ended.map(({ commit }) => commit)).has(before)).toBe(false);
    const { apps: running } = await client.environmentView({ path: { environment: "staging" } });
    expect(running.map(({ app, drifted }) => `${app} ${drifted}`)).toEqual(
      others.map((app) => `${app} false`),
    );

    // Once what stood in the way is gone, they deploy like any other.
    await rm(hook);
    await repository.commit({ [`${folder("app-22")}/theirs.yaml`]: undefined });
    for (const app of ["app-22", "app-44"])
      expect(await deploy(client, "v1", "staging", app)).toMatchObject({ status: "deployed" });
  }, 120_000);

  test("of two apps that bring the same object at once, the one that asked first has it", async () => {
    const { client } = smithd();
    const files = { "a.yaml": configMap("raced") };
    const rivals = ["rival-a", "rival-b", "rival-c"];
    for (const app of rivals) {
      await client.appRegister({ body: { name: app, namespace: "shop" } });
      await publish(client, { app, version: "v1", files });
    }
    const ended = await Promise.all(rivals.map((app) => deploy(client, "v1", "production", app)));
    expect(ended.map(({ status }) => status).sort()).toEqual(["deployed", "failed", "failed"]);
    for (const { failure } of ended.filter(({ status }) => status === "failed"))
      expect(failure).toMatchObject({ code: "object-conflict" });
  });
});
