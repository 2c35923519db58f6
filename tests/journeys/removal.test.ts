import { expect, test } from "vitest";
import { configMap, deploy, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const suffix = engine.name.toLowerCase();
  const running = async (name: string, environment: string) => {
    const { client } = smithd();
    const app = `${name}-${suffix}`;
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    await publish(client, { app, version: "v1" });
    await deploy(client, "v1", environment, app);
    return app;
  };
  const remove = async (app: string, environment: string, expectedVersion?: string) => {
    const { client } = smithd();
    const body = { environment, reason: "moved", ...(expectedVersion !== undefined && { expectedVersion }) };
    return finished(client, await client.removalCreate({ path: { app }, body }));
  };

  test("the folder and its line in the parent go in one commit, and nothing else", async () => {
    const { client, repository } = smithd();
    await repository.commit({
      "environments/blue/apps/kustomization.yaml": "# ours\nresources:\n  - theirs # by hand\n",
      "environments/blue/apps/theirs/a.yaml": configMap("theirs"),
    });
    const app = await running("goes", "blue");
    expect(await repository.read("environments/blue/apps/kustomization.yaml")).toContain(`- ${app}`);
    const before = await repository.subjects();
    const removed = await remove(app, "blue", "v1");
    expect(removed).toMatchObject({ kind: "removal", status: "deployed", changed: true, reason: "moved" });
    expect(removed).not.toHaveProperty("version");
    expect(await repository.subjects()).toEqual([`Remove ${app} from blue`, ...before]);
    expect(await repository.message(removed.commit!)).not.toContain("DeploySmith-Version");
    expect(await repository.files("environments/blue/apps")).toEqual([
      "environments/blue/apps/kustomization.yaml",
      "environments/blue/apps/theirs/a.yaml",
    ]);
    expect(await repository.read("environments/blue/apps/kustomization.yaml")).toBe(
      "# ours\nresources:\n  - theirs # by hand\n",
    );
    const view = await client.environmentView({ path: { environment: "blue" } });
    expect(view.apps).toEqual([]);
    // So that the next merge does not bring it back.
    expect(view.holds).toMatchObject([{ app, reason: "moved", heldBy: "ada" }]);
    await expect(
      client.removalCreate({ path: { app }, body: { environment: "blue" } }),
    ).rejects.toMatchObject({
      status: 409,
      code: "app-not-deployed",
    });
  });

  test("the last app leaves `resources: []`, or a placeholder where Flux generates the kustomization", async () => {
    const { client, repository } = smithd();
    await repository.commit({
      "environments/green/apps/kustomization.yaml": "resources: []\n",
      "environments/bare/apps/.gitkeep": "",
    });
    const app = await running("last", "green");
    expect(await remove(app, "green")).toMatchObject({ status: "deployed" });
    expect(await repository.read("environments/green/apps/kustomization.yaml")).toBe("resources: []\n");

    await deploy(client, "v1", "bare", app);
    await repository.commit({ "environments/bare/apps/.gitkeep": undefined });
    expect(await remove(app, "bare")).toMatchObject({ status: "deployed" });
    expect(await repository.files("environments/bare")).toEqual(["environments/bare/apps/.gitkeep"]);
    expect(await client.environmentView({ path: { environment: "bare" } })).toMatchObject({ apps: [] });
  });

  test("a folder that smithd did not write is not removed, and what it removed once can be deployed again", async () => {
    const { client, repository } = smithd();
    const app = await running("again", "staging");
    await remove(app, "staging");
    expect(await deploy(client, "v1", "staging", app)).toMatchObject({ status: "deployed", changed: true });
    await repository.commit({ [`environments/staging/apps/${app}/version.yml`]: "app: somebody-else\n" });
    expect(await remove(app, "staging")).toMatchObject({
      status: "failed",
      failure: { code: "folder-not-owned" },
    });
    expect(await repository.files(`environments/staging/apps/${app}`)).toHaveLength(3);
  });

  test("another version than the caller saw is not removed", async () => {
    const { client } = smithd();
    const app = await running("seen", "staging");
    await publish(client, { app, version: "v2" });
    await deploy(client, "v2", "staging", app);
    await expect(
      client.removalCreate({ path: { app }, body: { environment: "staging", expectedVersion: "v1" } }),
    ).rejects.toMatchObject({ code: "running-version-changed" });
  });

  test("what smithd removed is gone for its objects, too: another app may bring them", async () => {
    const { client } = smithd();
    const files = { "a.yaml": configMap(`taken-${suffix}`) };
    const [one, other] = [`one-${suffix}`, `other-${suffix}`];
    for (const app of [one, other]) {
      await client.appRegister({ body: { name: app, namespace: "shop" } });
      await publish(client, { app, version: "v1", files });
    }
    await deploy(client, "v1", "staging", one);
    expect(await deploy(client, "v1", "staging", other)).toMatchObject({
      status: "failed",
      failure: { code: "object-conflict", detail: expect.stringContaining(one) as string },
    });
    await remove(one, "staging");
    expect(await deploy(client, "v1", "staging", other)).toMatchObject({ status: "deployed" });
  });
});
