import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, inject, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { rounds, withChance, type Chance } from "./support/chance.ts";
import { startOwnPostgres } from "./support/own-postgres.ts";
import { mountSmallDisk, type SmallDisk } from "./support/small-disk.ts";
import { createWorld, type World } from "./support/world.ts";

afterAll(removeTemporaryFolders);

/** What it is asked for while there is no room ends or waits, with room again everything ends; killed in between or not. */
async function fillAndFree(chance: Chance, disk: SmallDisk, world: World): Promise<void> {
  const { workload, replica } = world;
  for (let round = 0; round < rounds(2); round++) {
    await workload.ask(4);
    const asking = workload.keepAsking(2);
    await disk.fill(chance.pick([0, 4096, 65_536]));
    await sleep(1000 + chance.below(3000));
    if (chance.happens(0.5)) await replica.kill();
    // It may find no room to start in.
    if (!replica.isRunning) await Promise.race([replica.tryStart(), sleep(10_000)]);
    await disk.free();
    if (!replica.isRunning) await replica.start();
    await asking.stop();
    await world.verify();
  }
}

test(
  "the disk with database, versions and mirror is full",
  withChance(async (chance) => {
    await using disk = await mountSmallDisk(24);
    if (!disk) return;
    await using world = await createWorld(chance, { dataFolder: async () => join(disk.folder, "data") });
    await fillAndFree(chance, disk, world);
  }),
);

describe.skipIf(inject("postgresUrl") === undefined)("on PostgreSQL", () => {
  test(
    "the disk of the mirror is full",
    withChance(async (chance) => {
      await using disk = await mountSmallDisk(16);
      if (!disk) return;
      await using world = await createWorld(chance, {
        database: "postgres",
        dataFolder: async () => join(disk.folder, "data"),
      });
      await fillAndFree(chance, disk, world);
    }),
  );

  test(
    "the disk of PostgreSQL is full",
    withChance(async (chance) => {
      await using disk = await mountSmallDisk(96);
      if (!disk) return;
      await using stack = new AsyncDisposableStack();
      const server = await startOwnPostgres(join(disk.folder, "postgres"));
      stack.defer(() => server.stop());
      const database = { kind: "postgres" as const, url: server.url };
      const world = stack.use(await createWorld(chance, { database }));
      for (let round = 0; round < rounds(2); round++) {
        const asking = world.workload.keepAsking(2);
        await disk.fill();
        await sleep(1000 + chance.below(3000));
        await disk.free();
        // Without room for its log it ends; somebody starts it again.
        if (!(await server.isRunning())) await server.start();
        await asking.stop();
        await world.verify();
      }
    }),
  );
});
