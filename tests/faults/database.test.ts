import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, inject, test } from "vitest";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { rounds, withChance } from "./support/chance.ts";
import { startOwnPostgres } from "./support/own-postgres.ts";
import { createWorld } from "./support/world.ts";

afterAll(removeTemporaryFolders);

describe.skipIf(inject("postgresUrl") === undefined)("PostgreSQL", () => {
  test(
    "is killed and started again, at any moment, and a replica with it now and then",
    withChance(async (chance) => {
      await using stack = new AsyncDisposableStack();
      const server = await startOwnPostgres(await temporaryFolder());
      stack.defer(() => server.stop());
      const database = { kind: "postgres" as const, url: server.url };
      const world = stack.use(await createWorld(chance, { database, replicas: 2 }));
      const asking = world.workload.keepAsking(3);
      for (let round = 0; round < rounds(3); round++) {
        await sleep(chance.below(2500));
        await server.kill();
        const replica = chance.pick(world.replicas)!;
        const isKilled = chance.happens(0.4);
        if (isKilled) await replica.kill();
        await sleep(chance.below(3000));
        await server.start();
        if (isKilled) await replica.start();
      }
      await asking.stop();
      await world.verify();
    }),
  );
});
