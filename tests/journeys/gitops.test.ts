import { expect, test } from "vitest";
import { git } from "../support/git.ts";
import { configMap, deploy, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const suffix = engine.name.toLowerCase();
  const register = async (name: string) => {
    await smithd().client.appRegister({ body: { name, namespace: "shop" } });
    return name;
  };

  test("the app's folder is replaced as a whole, with each environment's own files", async () => {
    const { client, repository } = smithd();
    const app = await register(`whole-${suffix}`);
    await publish(client, {
      app,
      version: "v1",
      files: {
        "a.yaml": configMap("a"),
        "b/c.yaml": configMap("c"),
        "environments/production/a.yaml": configMap("a", "production"),
      },
    });
    await publish(client, {
      app,
      version: "v2",
      files: { "a.yaml": configMap("a"), "d.yaml": configMap("d") },
    });
    await deploy(client, "v1", "staging", app);
    await deploy(client, "v1", "production", app);
    const folder = (environment: string) => `environments/${environment}/apps/${app}`;
    expect(await repository.read(`${folder("staging")}/a.yaml`)).toBe(configMap("a"));
    expect(await repository.read(`${folder("production")}/a.yaml`)).toBe(configMap("a", "production"));
    await deploy(client, "v2", "staging", app);
    const names = ["a.yaml", "d.yaml", "kustomization.yaml", "version.yml"];
    expect(await repository.files(folder("staging"))).toEqual(
      names.map((name) => `${folder("staging")}/${name}`),
    );
  });

  test("a version whose files are there already makes no commit and names the one that is live", async () => {
    const { client, repository } = smithd();
    const app = await register(`unchanged-${suffix}`);
    await publish(client, { app, version: "v1" });
    const first = await deploy(client, "v1", "staging", app);
    const head = await repository.head();
    const second = await deploy(client, "v1", "staging", app);
    expect(second).toMatchObject({ status: "deployed", changed: false, commit: first.commit });
    expect(await repository.head()).toBe(head);
  });

  test("other people's commits survive, and what they changed in the app's folder is put right", async () => {
    const { client, repository } = smithd();
    const app = await register(`foreign-${suffix}`);
    await publish(client, { app, version: "v1" });
    await deploy(client, "v1", "staging", app);
    const foreign = await repository.commit({
      "clusters/staging/apps.yaml": "# mine\n",
      [`environments/staging/apps/${app}/config.yaml`]: configMap(app, "edited by hand"),
      [`environments/staging/apps/${app}/stray.yaml`]: configMap("stray"),
    });
    const again = await deploy(client, "v1", "staging", app);
    expect(again).toMatchObject({ status: "deployed", changed: true });
    expect(await repository.read("clusters/staging/apps.yaml")).toBe("# mine\n");
    expect(await repository.read(`environments/staging/apps/${app}/config.yaml`)).toBe(configMap(app, "v1"));
    expect(await repository.files(`environments/staging/apps/${app}`)).toHaveLength(3);
    await git(repository.path, "merge-base", "--is-ancestor", foreign, "main");
  });

  test("a folder that smithd did not write is left alone, unless asked to adopt it", async () => {
    const { client, repository } = smithd();
    const app = await register(`owned-${suffix}`);
    await publish(client, { app, version: "v1" });
    await repository.commit({ [`environments/staging/apps/${app}/theirs.yaml`]: configMap("theirs") });
    const refused = await deploy(client, "v1", "staging", app);
    expect(refused).toMatchObject({ status: "failed", failure: { code: "folder-not-owned" } });
    expect(refused.failure!.detail).toContain("theirs.yaml");
    expect(refused.commit).toBeUndefined();
    expect(await deploy(client, "v1", "staging", app, true)).toMatchObject({
      status: "deployed",
      changed: true,
    });
    expect(await repository.files(`environments/staging/apps/${app}`)).not.toContain(
      `environments/staging/apps/${app}/theirs.yaml`,
    );
  });

  test("what is no folder at all is left alone, too", async () => {
    const { client, repository } = smithd();
    const app = await register(`file-${suffix}`);
    await publish(client, { app, version: "v1" });
    await repository.commit({ [`environments/staging/apps/${app}`]: "a file\n" });
    const diff = await client.versionDiff({
      path: { app, version: "v1" },
      query: { environment: "staging" },
    });
    expect(diff.obstacles).toMatchObject([{ code: "folder-not-owned" }]);
    const refused = await deploy(client, "v1", "staging", app);
    expect(refused).toMatchObject({ status: "failed", failure: { code: "folder-not-owned" } });
    expect(refused.failure!.detail).toContain(`would replace or delete environments/staging/apps/${app}.`);
    expect(await repository.read(`environments/staging/apps/${app}`)).toBe("a file\n");
    expect(await deploy(client, "v1", "staging", app, true)).toMatchObject({ status: "deployed" });
    expect(await repository.files(`environments/staging/apps/${app}`)).toHaveLength(3);
  });

  test("the parent's kustomization keeps its comments and order, and is not made where there is none", async () => {
    const { client, repository } = smithd();
    const app = await register(`parent-${suffix}`);
    await publish(client, { app, version: "v1" });
    const parent = "environments/extra/apps/kustomization.yaml";
    const text =
      "# ours\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - zebra # first\n  # then\n  - ant\ncommonLabels: {}\n";
    await repository.commit({ [parent]: text, "environments/bare/apps/.gitkeep": "" });
    await deploy(client, "v1", "extra", app);
    expect(await repository.read(parent)).toBe(text.replace("  - ant\n", `  - ant\n  - ${app}\n`));
    expect(await deploy(client, "v1", "bare", app)).toMatchObject({ status: "deployed" });
    expect(await repository.files("environments/bare/apps")).not.toContain(
      "environments/bare/apps/kustomization.yaml",
    );
  });

  test.each(["kustomization.yml", "Kustomization"])(
    "the parent's kustomization is extended under the name %s too",
    async (name) => {
      const { client, repository } = smithd();
      const app = await register(`named-${suffix}-${name.length}`);
      await publish(client, { app, version: "v1" });
      const parent = `environments/${name.toLowerCase().replace(".", "-")}/apps/${name}`;
      await repository.commit({ [parent]: "resources: # all\n  - other\n" });
      const environment = parent.split("/")[1]!;
      expect(await deploy(client, "v1", environment, app)).toMatchObject({ status: "deployed" });
      expect(await repository.read(parent)).toBe(`resources: # all\n  - other\n  - ${app}\n`);
    },
  );

  test("a parent that cannot be extended fails the deployment with what to do", async () => {
    const { client, repository } = smithd();
    const app = await register(`broken-${suffix}`);
    await publish(client, { app, version: "v1" });
    await repository.commit({ "environments/odd/apps/kustomization.yaml": "resources: everything\n" });
    expect(await deploy(client, "v1", "odd", app)).toMatchObject({
      status: "failed",
      failure: { code: "parent-kustomization-invalid" },
    });
  });

  test("environments are what the repository declares at its head", async () => {
    const { client, repository } = smithd();
    await expect(client.environmentView({ path: { environment: "canary" } })).rejects.toMatchObject({
      code: "environment-unknown",
      detail: expect.stringContaining("staging") as string,
    });
    await repository.commit({
      "environments/canary/apps/.gitkeep": "",
      "environments/canary/.deploysmith.yaml": "confirm: name\n",
    });
    // Unknown a moment ago, known now: the repository is asked before it is said to be unknown.
    expect(await client.environmentView({ path: { environment: "canary" } })).toMatchObject({
      confirm: "name",
      apps: [],
    });
    const { items } = await client.environmentList();
    expect(items.map(({ name }) => name)).toEqual([...items.map(({ name }) => name)].sort());
    expect(items).toContainEqual({ name: "canary", confirm: "name", appCount: 0 });
  });

  test("a reason reaches the commit, and forges no trailer", async () => {
    const { client, repository } = smithd();
    const app = await register(`reason-${suffix}`);
    await publish(client, { app, version: "v1" });
    const reason = "Because.\n\nDeploySmith-Kind: auto\nDeploySmith-Version: v9";
    const { id } = await client.deploymentCreate({
      path: { app },
      body: { version: "v1", environment: "staging", reason },
    });
    const { commit } = await finished(client, { id });
    const message = await repository.message(commit!);
    expect(message).toContain("Because.");
    const trailers = message.trim().split("\n\n").at(-1)!;
    expect(trailers.match(/^DeploySmith-Kind: .*$/gm)).toEqual(["DeploySmith-Kind: manual"]);
    expect(trailers.match(/^DeploySmith-Version: .*$/gm)).toEqual(["DeploySmith-Version: v1"]);
  });

  test("many deployments at once all land, each in its own commit", async () => {
    const { client, repository } = smithd();
    const apps = await Promise.all(
      Array.from({ length: 12 }, (_, index) => register(`many-${suffix}-${index}`)),
    );
    for (const app of apps) await publish(client, { app, version: "v1" });
    const results = await Promise.all(apps.map((app) => deploy(client, "v1", "production", app)));
    expect(results.map(({ status }) => status)).toEqual(apps.map(() => "deployed"));
    expect(new Set(results.map(({ commit }) => commit)).size).toBe(apps.length);
    const parent = await repository.read("environments/production/apps/kustomization.yaml");
    for (const app of apps) expect(parent).toContain(`- ${app}\n`);
  });
});
