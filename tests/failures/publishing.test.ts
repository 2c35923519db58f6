import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { sweep } from "../../server/housekeeping.ts";
import { draftKey, publishedKey } from "../../server/domain/versions/blob-keys.ts";
import {
  DRAFT_LIFETIME,
  draftVersion,
  renewUploads,
  UPLOADS_OVER,
} from "../../server/domain/versions/draft.ts";
import { publishVersion } from "../../server/domain/versions/publish.ts";
import { onBothEngines } from "../support/engines.ts";
import { configMap, declared } from "../support/publish.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { putFiles, request, versionTools } from "../support/versions.ts";

const LEASE = 18_000;
const other = { "config.yaml": configMap("other") };

onBothEngines((engine) => {
  let world: Awaited<ReturnType<typeof versionTools>>;
  beforeAll(async () => {
    world = await versionTools(engine);
  });
  afterEach(() => vi.useRealTimers());
  afterAll(async () => {
    await world.close();
    await removeTemporaryFolders();
  });

  test("what a publish that was cut off left behind does not stand in the way of other files", async () => {
    const { tools, clock } = world;
    const first = await draftVersion(tools, request("v1"));
    await putFiles(tools.blobs, first.version);
    // Its writer is gone for longer than its lease once the bytes are written, and another pipeline drafts the id.
    let second: Awaited<ReturnType<typeof draftVersion>> | undefined;
    const write = async (key: string, bytes: Uint8Array) => {
      await tools.blobs.write(key, bytes);
      if (!key.endsWith("config.yaml")) return;
      clock.now += LEASE + 1;
      second = await draftVersion(tools, request("v1", other));
    };
    const cutOff = publishVersion(
      { ...tools, blobs: { ...tools.blobs, write } },
      { app: "shop", id: "v1", digest: first.version.digest },
    );
    await expect(cutOff).rejects.toMatchObject({ code: "draft-replaced" });

    await putFiles(tools.blobs, second!.version, other);
    const { digest } = second!.version;
    const published = await publishVersion(tools, { app: "shop", id: "v1", digest });
    expect(published.version.status).toBe("published");

    const abandoned = publishedKey(first.version, "config.yaml");
    expect(await tools.blobs.has(abandoned)).toBe(true);
    clock.now += UPLOADS_OVER;
    await sweep(tools);
    expect(await tools.blobs.has(abandoned)).toBe(false);
    const [config] = declared(other);
    const bytes = await tools.blobs.read(publishedKey(published.version, "config.yaml"), config!);
    expect(bytes).toEqual(Buffer.from(other["config.yaml"]));
  });

  test("a draft answers with what it wrote, also where another pipeline replaces it at once", async () => {
    const { tools } = world;
    const mine = request("raced");
    let raced = false;
    // The first URL is signed when the draft is written and the answer is not.
    const signUpload: typeof tools.blobs.signUpload = async (...args) => {
      if (!raced) {
        raced = true;
        await draftVersion(tools, request("raced", other));
      }
      return tools.blobs.signUpload(...args);
    };
    // Before the answer is made as well as while it is made.
    const database = {
      ...tools.database,
      transaction: async <T>(work: Parameters<typeof tools.database.transaction<T>>[0]) => {
        const result = await tools.database.transaction(work);
        await draftVersion(tools, request("raced", { "config.yaml": configMap("third") }));
        return result;
      },
    };
    const answers = [
      await draftVersion({ ...tools, database }, mine),
      await draftVersion({ ...tools, blobs: { ...tools.blobs, signUpload } }, mine),
    ];
    for (const { version, uploads } of answers) {
      expect(version.digest).toBe(answers[0]!.version.digest);
      expect(uploads.map(({ path, headers }) => [path, headers["content-length"]])).toEqual(
        [...mine.files]
          .sort((a, b) => (a.path < b.path ? -1 : 1))
          .map(({ path, size }) => [path, String(size)]),
      );
      expect(uploads.every(({ url }) => url.includes(version.draftId))).toBe(true);
    }
  });

  test("a publish whose validation takes longer than its lease keeps it", async () => {
    const { tools, clock } = world;
    const { version } = await draftVersion(tools, request("slow"));
    await putFiles(tools.blobs, version);
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const until = async () => (await tools.database.versions.find("shop", "slow"))!.publishingUntil!;
    const validate: typeof tools.validate = async (files) => {
      for (let third = 0; third < 6; third++) {
        clock.now += LEASE / 3;
        await vi.advanceTimersByTimeAsync(LEASE / 3);
        await vi.waitUntil(async () => (await until()) >= clock.now + LEASE * 0.9, { timeout: 5000 });
      }
      return tools.validate(files);
    };
    const request_ = { app: "shop", id: "slow", digest: version.digest };
    const published = await publishVersion({ ...tools, validate }, request_);
    expect(published.version.status).toBe("published");
  });

  test("a publish that outlived its lease is a draft again, and says so", async () => {
    const { tools, clock } = world;
    const { version } = await draftVersion(tools, request("lapsed"));
    await tools.database.versions.seal(version, "somebody", clock.now, clock.now + LEASE);
    await expect(renewUploads(tools, "shop", "lapsed")).rejects.toMatchObject({
      code: "version-being-published",
    });
    clock.now += LEASE + 1;
    const renewed = await renewUploads(tools, "shop", "lapsed");
    expect(renewed).toMatchObject({ version: { status: "draft" }, uploads: [{}, {}] });
    expect((await draftVersion(tools, request("lapsed"))).version.status).toBe("draft");
  });

  test("what cannot be removed stands in the way of nothing else, and is tried again later", async () => {
    const { tools, clock } = world;
    const stuck = await draftVersion(tools, request("stuck"));
    await putFiles(tools.blobs, stuck.version, other);
    const isStuck = (key: string) => key.includes("/stuck/");
    const remove = async (keys: string[]) => {
      if (keys.some(isStuck)) throw new Error("denied");
      await tools.blobs.remove(keys);
    };
    const denied = { ...tools, blobs: { ...tools.blobs, remove } };
    clock.now += DRAFT_LIFETIME;
    await sweep(tools);
    for (let index = 0; index < 110; index++) await draftVersion(tools, request(`later-${index}`));
    clock.now += UPLOADS_OVER;
    await expect(sweep(denied)).rejects.toThrow("denied");
    clock.now += DRAFT_LIFETIME - UPLOADS_OVER;
    await expect(sweep(denied)).rejects.toThrow("denied");
    clock.now += UPLOADS_OVER;
    expect((await sweep(denied)).removed).toBeGreaterThanOrEqual(440);
    expect(await tools.blobs.has(draftKey(stuck.version, "config.yaml"))).toBe(true);
    clock.now += 3_600_000;
    await sweep(tools);
    expect(await tools.blobs.has(draftKey(stuck.version, "config.yaml"))).toBe(false);
  });

  test("tidying up goes on until nothing is left, however much has gathered", async () => {
    const { tools, clock } = world;
    await sweep(tools);
    for (let index = 0; index < 250; index++) await draftVersion(tools, request(`many-${index}`));
    clock.now += DRAFT_LIFETIME;
    expect((await sweep(tools)).expired).toBeGreaterThanOrEqual(250);
    clock.now += UPLOADS_OVER;
    expect((await sweep(tools)).removed).toBeGreaterThanOrEqual(1000);
    expect(await sweep(tools)).toEqual({ expired: 0, removed: 0, forgotten: 0 });
  });
});
