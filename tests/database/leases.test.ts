import { afterEach, expect, test } from "vitest";
import { openDatabase } from "../../server/database/database.ts";
import { newId } from "../../server/domain/new-id.ts";
import { onBothEngines } from "../support/engines.ts";
import { deploy, publish } from "../support/publish.ts";
import { startTestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders } from "../support/temporary.ts";

onBothEngines((engine) => {
  afterEach(removeTemporaryFolders);

  test("a writer whose lease is over takes nothing back from the one after it", async () => {
    const smithd = await startTestSmithd(engine);
    await smithd.client.appRegister({ body: { name: "api-service", namespace: "shop" } });
    await publish(smithd.client);
    const { id } = await deploy(smithd.client, "v1", "staging");
    await smithd.stop();
    const database = openDatabase(smithd.config.database);
    const done = (await database.deployments.find(id))!;
    const open = { ...done, id: newId(), environment: "production", status: "queued" as const };
    await database.deployments.insert([open]);
    let epoch: number | undefined;
    for (const holder of ["a", "b", "c", "d"])
      epoch = await database.writerLeases.acquire(open.repository, holder, 0, true);
    const [claimed] = await database.deployments.claim(
      open.repository,
      { deployments: 10, bytes: 1e9 },
      epoch!,
      1,
    );
    expect(claimed!.id).toBe(open.id);
    expect(await database.deployments.takeOver(open.id, 3)).toBe(false);
    await database.deployments.requeue(open.id, 3);
    expect((await database.deployments.find(open.id))!.status).toBe("writing");
    expect(await database.deployments.takeOver(open.id, 5)).toBe(true);
    const written = { id: open.id, commit: "c", base: "b", kind: "manual" as const };
    expect(await database.deployments.storeCommits([written], 4, 1)).toBe(false);
    await database.close();
  });
});
