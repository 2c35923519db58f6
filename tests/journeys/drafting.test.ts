import { expect, test } from "vitest";
import { configMap, declared, draft, filesOf, publish, upload } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const app = `drafting-${engine.name.toLowerCase()}`;
  const source = (version: string, value = version) => ({
    app,
    version,
    files: { "config.yaml": configMap(app, value) },
  });

  test("an app must be registered before its versions are drafted", async () => {
    const { client } = smithd();
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    await expect(draft(client, { app: "draftin", version: "v1" })).rejects.toMatchObject({
      code: "app-unknown",
      status: 404,
    });
  });

  test("a draft with the same files names what is missing, and only that", async () => {
    const { client } = smithd();
    const first = await draft(client, source("same"));
    expect(first.uploads.map(({ path }) => path).sort()).toEqual(["config.yaml", "version.yml"]);
    const [one] = first.uploads;
    expect((await upload(one!, filesOf(source("same"))[one!.path]!)).status).toBe(200);
    const again = await draft(client, source("same"));
    expect(again.digest).toBe(first.digest);
    expect(again.uploads.map(({ path }) => path)).toEqual([first.uploads[1]!.path]);
    const renewed = await client.versionUploadsRenew({ path: { app, version: "same" } });
    expect(renewed.uploads.map(({ path }) => path)).toEqual([first.uploads[1]!.path]);
  });

  test("a draft with other files replaces the earlier one, whose uploads no longer count", async () => {
    const { client } = smithd();
    const first = await draft(client, source("other", "1"));
    const second = await draft(client, source("other", "2"));
    expect(second.digest).not.toBe(first.digest);
    for (const one of first.uploads) await upload(one, filesOf(source("other", "1"))[one.path]!);
    await expect(
      client.versionPublish({ path: { app, version: "other" }, body: { digest: first.digest } }),
    ).rejects.toMatchObject({ code: "draft-replaced", status: 409 });
    await expect(
      client.versionPublish({ path: { app, version: "other" }, body: { digest: second.digest } }),
    ).rejects.toMatchObject({
      code: "files-missing",
      status: 409,
      errors: [{ file: "config.yaml" }, { file: "version.yml" }],
    });
  });

  test("what is published stays: the same files are welcome, others are refused", async () => {
    const { client } = smithd();
    const { version } = await publish(client, source("final", "1"));
    const again = await draft(client, source("final", "1"));
    expect(again).toMatchObject({ status: "published", uploads: [], digest: version.digest });
    await expect(draft(client, source("final", "2"))).rejects.toMatchObject({
      code: "version-content-differs",
      status: 409,
    });
    await expect(client.versionUploadsRenew({ path: { app, version: "final" } })).rejects.toMatchObject({
      code: "version-published",
    });
  });

  test("ids are unique without regard to case", async () => {
    const { client } = smithd();
    await draft(client, source("Case"));
    await expect(draft(client, source("case"))).rejects.toMatchObject({
      code: "version-id-taken",
      status: 409,
    });
  });

  test("an id that cannot be one is refused with one that can", async () => {
    const { client } = smithd();
    const body = { id: "feature/new thing", files: declared(filesOf(source("x"))) };
    await expect(client.versionDraft({ path: { app }, body })).rejects.toMatchObject({
      code: "version-id-invalid",
      status: 422,
      detail: expect.stringContaining("feature-new-thing") as string,
    });
  });

  test("every path that cannot be part of a version is named at once", async () => {
    const { client } = smithd();
    const files = ["version.yml", "../escape.yaml", "a/b.yaml", "A/B.yaml", ".hidden.yaml"].map((path) => ({
      path,
      size: 1,
      sha256: "0".repeat(64),
    }));
    const refusal = await client
      .versionDraft({ path: { app }, body: { id: "paths", files } })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "files-invalid", status: 422 });
    const named = (refusal as { errors: { file: string }[] }).errors.map(({ file }) => file);
    expect(named).toEqual(expect.arrayContaining(["../escape.yaml", ".hidden.yaml"]));
    expect(named.some((file) => /^a\/b\.yaml$/i.test(file))).toBe(true);
  });

  test("a draft without version.yml, or beyond the limits, is refused", async () => {
    const { client } = smithd();
    const sha256 = "0".repeat(64);
    const draftOf = (files: { path: string; size: number; sha256: string }[]) =>
      client.versionDraft({ path: { app }, body: { id: "limits", files } });
    await expect(draftOf([{ path: "a.yaml", size: 1, sha256 }])).rejects.toMatchObject({
      code: "files-invalid",
    });
    await expect(
      draftOf([
        { path: "version.yml", size: 1, sha256 },
        { path: "a.yaml", size: 2 ** 20 + 1, sha256 },
      ]),
    ).rejects.toMatchObject({
      code: "files-invalid",
      errors: [{ file: "a.yaml", detail: expect.stringContaining("1 MiB") as string }],
    });
  });

  test("drafting the same at the same time gives one draft", async () => {
    const { client } = smithd();
    const drafts = await Promise.all(Array.from({ length: 8 }, () => draft(client, source("race"))));
    const keys = new Set(drafts.flatMap(({ uploads }) => uploads.map(({ url }) => new URL(url).pathname)));
    expect(keys.size).toBe(2);
  });
});
