import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isProblem } from "../../clients/problems.ts";
import type { VersionDraft } from "../../generated/api.ts";
import { s3BlobStore, type S3BlobStore } from "../../server/adapters/blobs/s3.ts";
import { openDatabase, type Database } from "../../server/database/database.ts";
import { DRAFT_LIFETIME, UPLOADS_OVER } from "../../server/domain/versions/draft.ts";
import { sweep } from "../../server/housekeeping.ts";
import { configMap, draft, filesOf, finished, publish, upload, type Source } from "../support/publish.ts";
import { listKeys, putObject, readObject } from "../support/s3/bucket.ts";
import { objectsUnder, publishedObjects } from "../support/s3/objects.ts";
import { startSmithdOnS3, type SmithdOnS3 } from "../support/s3/smithd-on-s3.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

type Upload = VersionDraft["uploads"][number];

onEachS3Server((server) => {
  let world: SmithdOnS3;
  let database: Database;
  let blobs: S3BlobStore;
  beforeAll(async () => {
    world = await startSmithdOnS3(server());
    const { smithd, bucket } = world;
    database = openDatabase(smithd.config.database);
    const { endpoint, region, accessKeyId, secretAccessKey } = server();
    const location = { bucket, prefix: "", region, endpoint, publicEndpoint: endpoint, pathStyle: true };
    blobs = s3BlobStore({ ...location, credentials: async () => ({ accessKeyId, secretAccessKey }) });
  });
  afterAll(async () => {
    await blobs?.close();
    await database?.close();
    await world?.stop();
    await removeTemporaryFolders();
  });

  const client = () => world.smithd.client;
  const repository = () => world.smithd.repository;
  /** Housekeeping as it is some milliseconds from now; smithd itself, and what it signs, stay in the present. */
  const sweepLater = (later: number) => sweep({ database, blobs, now: () => Date.now() + later });
  const objects = (folder: string) => objectsUnder(server(), world.bucket, folder);
  const published = (source: Source) =>
    publishedObjects(server(), world.bucket, { app: source.app!, version: source.version! });
  const keyOf = ({ url }: Upload) => decodeURIComponent(new URL(url).pathname).slice(world.bucket.length + 2);
  const send = async (one: Upload, text: string) => (await upload(one, text)).status;
  const publishOf = ({ app, version }: Source, digest: string) =>
    client().versionPublish({ path: { app: app!, version: version! }, body: { digest } });

  /** An app of which every version from main goes to staging. */
  const newApp = async (app: string) => {
    await client().appRegister({ body: { name: app, namespace: "shop" } });
    const body = { environment: "staging", branches: ["main"] };
    await client().policyPut({ path: { app, policy: "main" }, body });
    return app;
  };
  const uploaded = async (source: Source) => {
    const drafted = await draft(client(), source);
    for (const one of drafted.uploads) expect(await send(one, filesOf(source)[one.path]!)).toBe(200);
    return drafted;
  };
  const run = async (source: Source) => {
    const result = await publish(client(), source);
    for (const deployment of result.deployments) await finished(client(), deployment);
    return result;
  };
  const commitsOf = async (app: string) =>
    (await repository().subjects()).filter((subject) => subject.includes(` ${app} `));
  const deployedFile = (app: string, path: string) =>
    repository().read(`environments/staging/apps/${app}/${path}`);

  describe("from a draft to the repository", () => {
    test("every byte goes from the pipeline to the bucket, and from there to the commit", async () => {
      const app = await newApp("whole");
      const text = configMap(app, "žluťoučký 🐎\\n");
      const source = { app, version: "v1.0", files: { "a/b/config.yaml": text, "z.yaml": configMap("z") } };
      const files = filesOf(source);
      const drafted = await draft(client(), source);
      expect(drafted.uploads.map(({ path }) => path)).toEqual(Object.keys(files).sort());
      for (const one of drafted.uploads) {
        expect(one.method).toBe("PUT");
        expect(Object.keys(one.headers).sort()).toEqual([
          "content-length",
          "if-none-match",
          "x-amz-checksum-sha256",
        ]);
        expect(new URL(one.url).origin).toBe(server().endpoint);
        expect(keyOf(one)).toMatch(new RegExp(`^drafts/whole/v1\\.0/[0-9a-f-]{36}/${one.path}$`));
        expect(await send(one, files[one.path]!)).toBe(200);
      }
      // smithd has not touched the bytes yet.
      expect(await listKeys(server(), world.bucket)).toEqual(drafted.uploads.map(keyOf).sort());
      const { deployments } = await publishOf(source, drafted.digest);
      expect(await published(source)).toEqual(files);
      const [deployment] = await Promise.all(deployments.map((each) => finished(client(), each)));
      expect(deployment).toMatchObject({ status: "deployed", environment: "staging" });
      for (const [path, content] of Object.entries(files)) {
        expect(await deployedFile(app, path)).toBe(content);
        expect(await client().versionFileView({ path: { app, version: "v1.0" }, query: { path } })).toBe(
          content,
        );
      }
    });

    test("a version of many files is published whole", async () => {
      const app = await newApp("many");
      const named = Array.from({ length: 120 }, (_, i) => [`part-${i}.yaml`, configMap(`part-${i}`)]);
      const source = { app, version: "v1", files: Object.fromEntries(named) as Record<string, string> };
      await run(source);
      expect(await published(source)).toEqual(filesOf(source));
      expect(await deployedFile(app, "part-119.yaml")).toBe(configMap("part-119"));
    });

    test("a pipeline that runs again uploads nothing, and changes nothing", async () => {
      const source = { app: await newApp("again"), version: "v1" };
      const once = await run(source);
      const keys = await listKeys(server(), world.bucket);
      expect((await draft(client(), source)).uploads).toEqual([]);
      expect((await run(source)).deployments.map(({ id }) => id)).toEqual(
        once.deployments.map(({ id }) => id),
      );
      expect(await listKeys(server(), world.bucket)).toEqual(keys);
      expect(await commitsOf(source.app)).toHaveLength(1);
    });

    test("a version that was published with other files is refused, and nothing of it is kept", async () => {
      const source = { app: await newApp("differs"), version: "v1" };
      await run(source);
      const other = { ...source, files: { "config.yaml": configMap("other") } };
      await expect(draft(client(), other)).rejects.toMatchObject({ code: "version-content-differs" });
      expect(await published(source)).toEqual(filesOf(source));
    });
  });

  describe("what is missing", () => {
    test("each file that is not there is named, and only those are to be uploaded", async () => {
      const source = { app: await newApp("missing"), version: "v1" };
      const drafted = await draft(client(), source);
      const [config, versionFile] = drafted.uploads;
      await expect(publishOf(source, drafted.digest)).rejects.toMatchObject({
        code: "files-missing",
        errors: [{ file: "config.yaml" }, { file: "version.yml" }],
      });
      expect(await send(versionFile!, filesOf(source)["version.yml"]!)).toBe(200);
      await expect(publishOf(source, drafted.digest)).rejects.toMatchObject({
        code: "files-missing",
        errors: [{ file: "config.yaml" }],
      });
      const path = { app: source.app, version: "v1" };
      const renewed = await client().versionUploadsRenew({ path });
      expect(renewed.uploads.map(keyOf)).toEqual([keyOf(config!)]);
      expect(await send(renewed.uploads[0]!, filesOf(source)["config.yaml"]!)).toBe(200);
      expect((await publishOf(source, drafted.digest)).deployments).toHaveLength(1);
    });

    test("what somebody with the bucket's keys has changed is noticed, removed and asked for again", async () => {
      const source = { app: await newApp("changed"), version: "v1" };
      const drafted = await uploaded(source);
      const key = keyOf(drafted.uploads[0]!);
      await putObject(server(), world.bucket, key, Buffer.from("x"));
      await expect(publishOf(source, drafted.digest)).rejects.toMatchObject({
        code: "files-missing",
        errors: [{ file: "config.yaml" }],
      });
      expect(await readObject(server(), world.bucket, key)).toBeUndefined();
      expect(await published(source)).toEqual({});
      await run(source);
      expect(await published(source)).toEqual(filesOf(source));
    });

    test("a published file that was changed in the bucket is never shown or deployed", async () => {
      const source = { app: await newApp("corrupt"), version: "v1" };
      await run(source);
      const [key] = Object.keys(await objects("published/corrupt/")).filter((each) => /config/.test(each));
      await putObject(server(), world.bucket, `published/corrupt/${key}`, Buffer.from(configMap("evil")));
      const path = { app: source.app, version: "v1" };
      await expect(client().versionFileView({ path, query: { path: "config.yaml" } })).rejects.toMatchObject({
        code: "version-corrupt",
      });
      const asked = { version: "v1", environment: "production" };
      const deployment = await client().deploymentCreate({ path: { app: source.app }, body: asked });
      expect(await finished(client(), deployment)).toMatchObject({
        status: "failed",
        failure: { code: "version-corrupt" },
      });
    });
  });

  describe("an upload that is sent again", () => {
    test("is refused while the file is there, and changes nothing that is published afterwards", async () => {
      const source = { app: await newApp("replayed"), version: "v1" };
      const files = filesOf(source);
      const drafted = await uploaded(source);
      const replay = () => Promise.all(drafted.uploads.map((one) => send(one, files[one.path]!)));
      expect(await replay()).toEqual([412, 412]);
      await publishOf(source, drafted.digest);
      expect(await replay()).toEqual([412, 412]);
      await sweepLater(UPLOADS_OVER + 1000);
      expect(await objects("drafts/replayed/")).toEqual({});
      // By smithd's clock the URLs are dead; by the storage's they are not, and the bytes get no further than here.
      expect(await replay()).toEqual([200, 200]);
      expect(await published(source)).toEqual(files);
      await expect(publishOf(source, drafted.digest)).resolves.toMatchObject({
        version: { status: "published" },
      });
      expect(await published(source)).toEqual(files);
    });

    test("cannot be turned into one of what is published", async () => {
      const source = { app: await newApp("turned"), version: "v1" };
      const drafted = await uploaded(source);
      await publishOf(source, drafted.digest);
      for (const one of drafted.uploads)
        for (const method of ["PUT", "DELETE"]) {
          const url = one.url.replace("/drafts/", "/published/");
          const answer = await fetch(url, { method, headers: one.headers, body: filesOf(source)[one.path]! });
          expect(answer.status).toBe(403);
        }
      expect(await published(source)).toEqual(filesOf(source));
    });
  });

  describe("two pipelines with one id", () => {
    test("that have the same files publish one version and make one commit", async () => {
      const source = { app: await newApp("same"), version: "v1" };
      const results = await Promise.all([1, 2, 3, 4].map(() => run(source)));
      expect(new Set(results.map(({ deployments }) => deployments[0]!.id)).size).toBe(1);
      expect(await commitsOf(source.app)).toHaveLength(1);
      expect(await published(source)).toEqual(filesOf(source));
    });

    test("that have other files: one is published whole, and the other is told", async () => {
      const app = await newApp("other");
      const sources = ["ada", "grace"].map((who) => ({
        app,
        version: "v1",
        files: { "config.yaml": configMap(app, who), [`${who}.yaml`]: configMap(`${app}-${who}`) },
      }));
      const results = await Promise.allSettled(sources.map(run));
      const winners = sources.filter((_, index) => results[index]!.status === "fulfilled");
      expect(winners).toHaveLength(1);
      for (const result of results)
        if (result.status === "rejected")
          expect(isProblem(result.reason, ...TOLD), String(result.reason)).toBe(true);
      await sweepLater(UPLOADS_OVER + 1000);
      expect(await published(winners[0]!)).toEqual(filesOf(winners[0]!));
      expect(await deployedFile(app, "config.yaml")).toBe(winners[0]!.files["config.yaml"]);
      expect(await commitsOf(app)).toHaveLength(1);
    });

    test("what the first of them uploads late gets into nothing", async () => {
      const first = { app: await newApp("late"), version: "v1" };
      const second = { ...first, files: { "config.yaml": configMap("second") } };
      const old = await draft(client(), first);
      const drafted = await uploaded(second);
      for (const one of old.uploads) expect(await send(one, filesOf(first)[one.path]!)).toBe(200);
      await expect(publishOf(first, old.digest)).rejects.toMatchObject({ code: "draft-replaced" });
      await publishOf(second, drafted.digest);
      expect(await published(second)).toEqual(filesOf(second));
      await sweepLater(UPLOADS_OVER + 1000);
      expect(await objects("drafts/late/")).toEqual({});
    });
  });

  describe("what housekeeping removes", () => {
    test("the files of a published draft go once their URLs are dead, and not before", async () => {
      const source = { app: await newApp("tidy"), version: "v1" };
      const drafted = await uploaded(source);
      await publishOf(source, drafted.digest);
      const lastUrl = Math.max(...drafted.uploads.map(({ expiresAt }) => Date.parse(expiresAt)));
      await sweepLater(lastUrl - Date.now());
      expect(Object.keys(await objects("drafts/tidy/"))).toHaveLength(2);
      await sweepLater(UPLOADS_OVER + 1000);
      expect(await objects("drafts/tidy/")).toEqual({});
      await sweepLater(10 * DRAFT_LIFETIME);
      expect(await published(source)).toEqual(filesOf(source));
    });

    test("a draft that nobody published expires, says so, leaves nothing, and its id is free again", async () => {
      const source = { app: await newApp("expired"), version: "v1" };
      const drafted = await uploaded(source);
      await sweepLater(DRAFT_LIFETIME + 1000);
      const path = { app: source.app, version: "v1" };
      expect(await client().versionView({ path })).toMatchObject({ status: "expired" });
      await expect(publishOf(source, drafted.digest)).rejects.toMatchObject({ code: "draft-expired" });
      await expect(client().versionUploadsRenew({ path })).rejects.toMatchObject({ code: "draft-expired" });
      await sweepLater(DRAFT_LIFETIME + UPLOADS_OVER + 2000);
      expect(await objects("drafts/expired/")).toEqual({});
      const again = await uploaded(source);
      expect(keyOf(again.uploads[0]!)).not.toBe(keyOf(drafted.uploads[0]!));
      await publishOf(source, again.digest);
      expect(await published(source)).toEqual(filesOf(source));
    });
  });
});

/** What the slower of two pipelines hears. */
const TOLD = ["draft-replaced", "files-missing", "version-content-differs", "version-being-published"];
