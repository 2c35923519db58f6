import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, inject, test } from "vitest";
import type { Client } from "../../clients/client.ts";
import { draftVersion } from "../../cli-forge/publish/draft-version.ts";
import { publishDraft } from "../../cli-forge/publish/publish-version.ts";
import { uploadDraft } from "../../cli-forge/publish/upload-draft.ts";
import { postgres, sqlite, type Engine } from "../support/engines.ts";
import { startFaultProxy, type ProxiedRequest } from "../support/fault-proxy.ts";
import { hold, type Fault, type Hold, type When } from "../support/faults.ts";
import { bareRepository } from "../support/git.ts";
import { configMap, filesOf, finished } from "../support/publish.ts";
import { makeBucket } from "../support/s3/bucket.ts";
import { publishedObjects } from "../support/s3/objects.ts";
import { blobsUrl, keysOf } from "../support/s3/smithd-on-s3.ts";
import { startSmithdProcess, type SmithdProcess } from "../support/s3/smithd-process.ts";
import { onEachS3Server } from "../support/s3/suite.ts";
import { named, seeded } from "../support/seeded.ts";
import { prepareDatabase } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";

const SEED = Number(process.env["S3_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const KILLS = Math.ceil(3 * Number(process.env["S3_ROUNDS"] ?? 1));

interface Step {
  name: string;
  method: "GET" | "PUT";
  folder: "drafts" | "published";
  path: string;
  when: When;
}

/** Every moment of a publish of two files at which smithd waits for the storage. */
const STEPS: Step[] = [
  { verb: "read", method: "GET" as const, folder: "drafts" as const },
  { verb: "write", method: "PUT" as const, folder: "published" as const },
].flatMap(({ verb, method, folder }) =>
  ["config.yaml", "version.yml"].flatMap((path) =>
    (["before", "after"] as const).map((when) => ({
      name: `${when}-${verb}-${path.split(".")[0]}`,
      ...{ method, folder, path, when },
    })),
  ),
);

const isAt = ({ method, folder, path }: Step, app: string) => {
  const start = `/${folder}/${app}/`;
  return (request: ProxiedRequest) =>
    request.method === method && request.path.includes(start) && request.path.endsWith(`/${path}`);
};

const versionOf = (app: string) => {
  const texts = filesOf({ app, version: "v1", files: { "config.yaml": configMap(app) } });
  const bytesOf = ([path, text]: [string, string]) => ({ path, bytes: Buffer.from(text) });
  return { app, version: "v1", texts, files: Object.entries(texts).map(bytesOf) };
};
type Version = ReturnType<typeof versionOf>;

/** Milliseconds after a kill in which what was being published is still leased: it is renewed every 6 seconds, for 18. */
const SURELY_LEASED = 8_000;

onEachS3Server((server) => {
  /** Resolves to what starts a smithd on one data folder and bucket, again after each kill. */
  const prepare = async (engine: Engine) => {
    const [folder, bucket] = [await temporaryFolder(), await makeBucket(server())];
    const proxy = await startFaultProxy(server().endpoint);
    const database = await engine.createDatabase(folder);
    const apiKey = await prepareDatabase(database);
    const url = blobsUrl(server(), bucket, { endpoint: proxy.endpoint });
    const environment = { ...keysOf(server()), SMITHD_BLOBS_URL: url };
    let running: SmithdProcess | undefined;
    return {
      proxy,
      repository: bareRepository(join(folder, "gitops.git")),
      published: (version: Version) => publishedObjects(server(), bucket, version),
      start: async () => {
        running = await startSmithdProcess({ folder, database, apiKey, environment });
        return running;
      },
      async [Symbol.asyncDispose]() {
        await running?.kill();
        await proxy.close();
      },
    };
  };
  type World = Awaited<ReturnType<typeof prepare>>;
  afterAll(removeTemporaryFolders);

  /** Drafted and uploaded, so that publishing is all that is left. */
  const uploaded = async (client: Client, app: string) => {
    const version = versionOf(app);
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    const policy = { environment: "staging", branches: ["main"] };
    await client.policyPut({ path: { app, policy: "main" }, body: policy });
    const draft = await draftVersion(client, version);
    await uploadDraft(client, version, draft, { signal: new AbortController().signal, onProgress: () => {} });
    return { ...version, digest: draft.digest };
  };
  const publishOf = (client: Client, { app, version, digest }: Version & { digest: string }) =>
    publishDraft(client, { app, version, digest, acceptUnknownFields: false });
  const statusOf = async (client: Client, { app, version }: Version) =>
    (await client.versionView({ path: { app, version } })).status;

  /** Each was published once and deployed once, with the right bytes. */
  const expectOnce = async (client: Client, { repository, published }: World, versions: Version[]) => {
    const subjects = await repository.subjects();
    for (const version of versions) {
      const { app, texts } = version;
      expect(await statusOf(client, version)).toBe("published");
      expect(await published(version)).toEqual(texts);
      const { items } = await client.deploymentList({ query: { app } });
      expect(items).toMatchObject([{ app, status: "deployed", kind: "auto" }]);
      expect(subjects.filter((subject) => subject === `Deploy ${app} v1 to staging`)).toHaveLength(1);
      const config = await repository.read(`environments/staging/apps/${app}/config.yaml`);
      expect(config).toBe(texts["config.yaml"]);
    }
  };
  /** Publishes what a crash may have left half done; a lease that has not lapsed is waited for. */
  const publishAll = (client: Client, versions: (Version & { digest: string })[]) =>
    Promise.all(
      versions.map(async (version) => {
        const { deployments } = await publishOf(client, version);
        expect(deployments).toHaveLength(1);
        await finished(client, deployments[0]!);
      }),
    );

  const killedAtEveryStep = (engine: Engine) => async () => {
    await using world = await prepare(engine);
    const { client, kill } = await world.start();
    const held: Hold<ProxiedRequest>[] = [];
    const versions: Awaited<ReturnType<typeof uploaded>>[] = [];
    for (const step of STEPS) {
      versions.push(await uploaded(client, step.name));
      held.push(hold(step.when, isAt(step, step.name)));
    }
    world.proxy.fault = (request) => firstOf(held.map(({ fault }) => fault(request)));
    const answers = versions.map((version) => publishOf(client, version));
    const cutOff = Promise.allSettled(answers);
    await Promise.all(held.map(({ reached }) => reached));
    await kill();
    const killedAt = performance.now();
    const next = await world.start();
    // Another pipeline is asked to wait, and not for longer than the lease, which has lapsed where a start takes that long.
    if (performance.now() - killedAt < SURELY_LEASED)
      await expect(draftVersion(next.client, versions[0]!)).rejects.toMatchObject({
        code: "version-being-published",
      });
    // The callers that are cut off try again for a part of it.
    expect((await cutOff).map(({ status }) => status)).toEqual(STEPS.map(() => "rejected"));
    // What was on its way lands now, or once all is over.
    held.forEach(({ release }, index) => STEPS[index]!.path === "config.yaml" && release());

    for (const version of versions) {
      expect(await statusOf(next.client, version)).toMatch(/^(draft|publishing)$/);
      expect((await next.client.deploymentList({ query: { app: version.app } })).items).toEqual([]);
    }
    await publishAll(next.client, versions);
    await expectOnce(next.client, world, versions);
    held.forEach(({ release }) => release());
    await sleep(300);
    await expectOnce(next.client, world, versions);
  };

  describe("smithd is killed", () => {
    test.concurrent(
      "at every step of publishing, on SQLite: each version is a draft again that can be published",
      killedAtEveryStep(sqlite),
      120_000,
    );

    test
      .skipIf(inject("postgresUrl") === undefined)
      .concurrent(
        "at every step of publishing, on PostgreSQL: each version is a draft again that can be published",
        killedAtEveryStep(postgres),
        120_000,
      );

    test.concurrent(
      "at any moment, again and again: all is published once and deployed once",
      () => named(`S3_SEED=${SEED}`, killedAtAnyMoment),
      120_000 + KILLS * 20_000,
    );
  });

  const killedAtAnyMoment = async () => {
    const random = seeded(SEED);
    await using world = await prepare(sqlite);
    const slow = (): Fault => ({ kind: "stall", when: "before", milliseconds: 40 * random() });
    const versions: Awaited<ReturnType<typeof uploaded>>[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const smithd = await world.start();
      const fresh: typeof versions = [];
      for (const letter of ["a", "b", "c"])
        fresh.push(await uploaded(smithd.client, `app-${kill}-${letter}`));
      versions.push(...fresh);
      world.proxy.fault = slow;
      // One after another, so that a kill finds some before, some within and some after it.
      const answers = fresh.map(async (version, index) => {
        await sleep(index * 60);
        return publishOf(smithd.client, version);
      });
      const cutOff = Promise.allSettled(answers);
      await sleep(400 * random());
      await smithd.kill();
      await cutOff;
      world.proxy.fault = undefined;
    }
    const last = await world.start();
    await publishAll(last.client, versions);
    await expectOnce(last.client, world, versions);
  };
});

const firstOf = (faults: (Fault | undefined)[]) => faults.find((fault) => fault !== undefined);
