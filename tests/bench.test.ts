import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeRepository } from "../bench/support/gitops.ts";
import { seed } from "../bench/support/seed.ts";
import { BIG, SMALL } from "../bench/support/seeded-versions.ts";
import { startTestSmithd } from "./support/smithd.ts";
import { onBothEngines } from "./support/engines.ts";
import { removeTemporaryFolders, temporaryFolder } from "./support/temporary.ts";

/** What `bench api` puts into the tables itself has to be what smithd would have put there. */
onBothEngines((engine) => {
  afterAll(removeTemporaryFolders);

  test("seeded versions are listed as published, and run without drift", async () => {
    const repository = join(await temporaryFolder(), "remote.git");
    makeRepository(repository, [BIG, ...SMALL]);
    const filled = {
      ...engine,
      async createDatabase(folder: string) {
        const config = await engine.createDatabase(folder);
        await seed(config, { count: 200, repository, say: () => {} });
        return config;
      },
    };
    const { client, stop } = await startTestSmithd(filled, {
      environment: { SMITHD_GITOPS_URL: `file://${repository}` },
    });
    const { items } = await client.versionList({ path: { app: BIG } });
    expect(items.map(({ id }) => id.split("-")[1])).toEqual(
      [...Array(50).keys()].map((index) => String(150 - index)),
    );
    expect(items[0]!.deployedTo.map(({ environment }) => environment)).toEqual(["production", "staging"]);
    const { apps } = await client.environmentView({ path: { environment: "staging" } });
    expect(apps).toHaveLength(99);
    expect(apps.filter(({ drifted }) => drifted)).toEqual([]);
    await stop();
  });
});
