import { afterAll, beforeAll, expect } from "vitest";
import { publishDraft } from "../../../cli-forge/publish/publish-version.ts";
import { versionDigest } from "../../../server/domain/versions/digest.ts";
import type { ProxiedRequest } from "../fault-proxy.ts";
import type { Fault } from "../faults.ts";
import { declared } from "../publish.ts";
import { removeTemporaryFolders } from "../temporary.ts";
import { forgePublish, startFaultySmithd, statusOf, versionOf, type FaultySmithd } from "./faulty-smithd.ts";
import { publishedObjects } from "./objects.ts";
import type { S3Server } from "./s3-server.ts";

export type FaultyVersion = ReturnType<typeof versionOf>;

/** One smithd for a whole suite whose storage has faults, and what can be done with it and asked of its versions. */
export function underFaults(server: () => S3Server) {
  let faulty: FaultySmithd;
  beforeAll(async () => {
    faulty = await startFaultySmithd(server());
  });
  afterAll(async () => {
    await faulty?.stop();
    await removeTemporaryFolders();
  });

  let apps = 0;
  const publish = (version: FaultyVersion) => forgePublish(faulty.client, version);
  const published = (version: FaultyVersion) => publishedObjects(server(), faulty.bucket, version);
  const status = (version: FaultyVersion) => statusOf(faulty.client, version);
  const expectWhole = async (version: FaultyVersion) => {
    expect(await status(version)).toBe("published");
    expect(await published(version)).toEqual(version.texts);
  };
  return {
    client: () => faulty.client,
    publish,
    published,
    status,
    expectWhole,
    /** A version of an app of its own, for each app has faults of its own. */
    async newVersion(): Promise<FaultyVersion> {
      const app = `app-${++apps}`;
      await faulty.client.appRegister({ body: { name: app, namespace: "shop" } });
      return versionOf(app);
    },
    meet({ app }: FaultyVersion, fault: (request: ProxiedRequest) => Fault | undefined) {
      faulty.faults.set(app, fault);
    },
    meetNothing: ({ app }: FaultyVersion) => void faulty.faults.delete(app),
    /** Whether its uploads arrived or not. */
    publishAnyway({ app, version, texts }: FaultyVersion) {
      const digest = versionDigest(declared(texts));
      return publishDraft(faulty.client, { app, version, digest, acceptUnknownFields: false });
    },
    /** Of what is there each file is right; while the version is a draft some may not be there. */
    async expectRight(version: FaultyVersion) {
      if ((await status(version)) === "published") return expectWhole(version);
      expect(version.texts).toMatchObject(await published(version));
    },
    async expectRepeatable(version: FaultyVersion) {
      faulty.faults.delete(version.app);
      await publish(version);
      await expectWhole(version);
    },
  };
}
