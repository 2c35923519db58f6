import { expect, test } from "vitest";
import { configMap, declared, draft, filesOf, finished, publish, upload } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const app = `publishing-${engine.name.toLowerCase()}`;

  test("twenty publishes of one digest at once give one result and one deployment", async () => {
    const { client } = smithd();
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    await client.policyPut({
      path: { app, policy: "all" },
      body: { environment: "staging", branches: ["**"] },
    });
    const source = { app, version: "many" };
    const { digest, uploads } = await draft(client, source);
    for (const one of uploads) await upload(one, filesOf(source)[one.path]!);
    const publishOnce = () => client.versionPublish({ path: { app, version: "many" }, body: { digest } });
    const results = await Promise.all(Array.from({ length: 20 }, publishOnce));
    expect(new Set(results.map(({ deployments }) => deployments[0]!.id)).size).toBe(1);
    expect(results.every(({ version }) => version.status === "published")).toBe(true);
    await finished(client, results[0]!.deployments[0]!);
    const { items } = await client.deploymentList({ query: { app } });
    expect(items).toHaveLength(1);
  });

  test("publishing with a file missing names it, and the version is a draft again", async () => {
    const { client } = smithd();
    const source = { app, version: "missing" };
    const { digest, uploads } = await draft(client, source);
    const first = uploads.find(({ path }) => path === "version.yml")!;
    await upload(first, filesOf(source)["version.yml"]!);
    const publishIt = () => client.versionPublish({ path: { app, version: "missing" }, body: { digest } });
    await expect(publishIt()).rejects.toMatchObject({
      code: "files-missing",
      errors: [{ file: "config.yaml" }],
    });
    expect(await client.versionView({ path: { app, version: "missing" } })).toMatchObject({
      status: "draft",
    });
    const rest = await client.versionUploadsRenew({ path: { app, version: "missing" } });
    for (const one of rest.uploads) await upload(one, filesOf(source)[one.path]!);
    expect((await publishIt()).version.status).toBe("published");
  });

  test("invalid manifests are refused with every violation, each with file, line and column", async () => {
    const { client } = smithd();
    const source = {
      app,
      version: "invalid",
      files: {
        "no-kind.yaml": "apiVersion: v1\nmetadata:\n  name: a\n",
        "twice.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  name: c\n",
        "broken.yaml": "a: [1\nb: 2\n",
      },
    };
    const refusal = await publish(client, source).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "manifests-invalid", status: 422 });
    const { errors } = refusal as {
      errors: { file: string; line: number; column: number; detail: string }[];
    };
    expect(new Set(errors.map(({ file }) => file))).toEqual(
      new Set(["no-kind.yaml", "twice.yaml", "broken.yaml"]),
    );
    for (const error of errors) {
      expect(error.line, error.detail).toBeGreaterThan(0);
      expect(error.column, error.detail).toBeGreaterThan(0);
    }
    expect(errors.find(({ file }) => file === "twice.yaml")).toMatchObject({ line: 5, column: 3 });
    expect(await client.versionView({ path: { app, version: "invalid" } })).toMatchObject({
      status: "draft",
    });
    await expect(
      client.deploymentCreate({ path: { app }, body: { version: "invalid", environment: "staging" } }),
    ).rejects.toMatchObject({
      code: "version-not-published",
      status: 409,
    });
  });

  test("version.yml must name the version that it is in", async () => {
    const { client } = smithd();
    const files = filesOf({ app, version: "another" });
    const { uploads, digest } = await client.versionDraft({
      path: { app },
      body: { id: "named", files: declared(files) },
    });
    for (const one of uploads) await upload(one, files[one.path]!);
    await expect(
      client.versionPublish({ path: { app, version: "named" }, body: { digest } }),
    ).rejects.toMatchObject({
      code: "manifests-invalid",
      errors: [{ file: "version.yml" }],
    });
  });

  test("an object without a namespace is refused where the app has none", async () => {
    const { client } = smithd();
    const bare = `${app}-bare`;
    await client.appRegister({ body: { name: bare } });
    await expect(publish(client, { app: bare, version: "v1" })).rejects.toMatchObject({
      code: "manifests-invalid",
      errors: [{ code: "namespace-missing", file: "config.yaml" }],
    });
    const files = { "config.yaml": configMap(bare).replace("metadata:\n", "metadata:\n  namespace: shop\n") };
    expect((await publish(client, { app: bare, version: "v1", files })).version.status).toBe("published");
  });

  test("the version shows its files, and lists filter by branch, committer and prefix", async () => {
    const { client } = smithd();
    await publish(client, { app, version: "Release-7", branch: "release/7" });
    const view = await client.versionView({ path: { app, version: "Release-7" } });
    expect(view.files.map(({ path }) => path)).toEqual(["config.yaml", "version.yml"]);
    const list = async (query: object) =>
      (await client.versionList({ path: { app }, query })).items.map(({ id }) => id);
    expect(await list({ branch: "release/7" })).toEqual(["Release-7"]);
    expect(await list({ q: "rEL" })).toEqual(["Release-7"]);
    expect(await list({ q: "release/" })).toEqual(["Release-7"]);
    expect(await list({ q: "elease" })).toEqual([]);
    expect(await list({ q: "%" })).toEqual([]);
    expect(await list({ tag: "v1" })).toEqual([]);
    expect(await list({ committer: "Ada Lovelace <ada@example.com>" })).toContain("Release-7");
    expect(await list({ status: "draft" })).toEqual(expect.arrayContaining(["named", "invalid"]));
  });
});
