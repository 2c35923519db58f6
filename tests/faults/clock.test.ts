import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, describe, inject, test } from "vitest";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { rounds, withChance, type Chance } from "./support/chance.ts";
import { createWorld, type WorldOptions } from "./support/world.ts";

const clock = pathToFileURL(join(import.meta.dirname, "support", "clock.ts")).href;
const HOUR = 3_600_000;

afterAll(removeTemporaryFolders);

test(
  "the clock steps back, and smithd is killed",
  withChance(async (chance) => {
    await using stepped = await worldWithClock(chance, {});
    const { world, setClock } = stepped;
    const asking = world.workload.keepAsking(2);
    for (let round = 0; round < rounds(2); round++) {
      await sleep(chance.below(1500));
      await setClock(chance.pick([-HOUR, -5000, -24 * HOUR, HOUR]));
      await sleep(chance.below(1500));
      if (chance.happens(0.5)) await world.replica.kill();
      await setClock(0);
      if (!world.replica.isRunning) await world.replica.start();
    }
    await asking.stop();
    await world.verify();
  }),
);

describe.skipIf(inject("postgresUrl") === undefined)("on PostgreSQL", () => {
  test(
    "the clocks of two replicas differ and step back, while the one that writes is killed",
    withChance(async (chance) => {
      await using stepped = await worldWithClock(chance, { database: "postgres", replicas: 2 });
      const { world, setClock } = stepped;
      const { workload, replicas } = world;
      for (let round = 0; round < rounds(2); round++) {
        const index = chance.below(2);
        // Ahead, so that right again is a step back.
        await setClock(chance.pick([HOUR, -HOUR, 20_000]), index);
        await workload.ask(6);
        if (chance.happens(0.5)) await setClock(0, index);
        await workload.ask(4);
        await replicas[index]!.kill();
        await workload.ask(4);
        await workload.settle(60);
        await setClock(0, index);
        await replicas[index]!.start();
      }
      await world.verify();
    }),
  );
});

/** Replicas whose clocks can be set, as milliseconds from the real time. */
async function worldWithClock(chance: Chance, options: WorldOptions) {
  const folder = await temporaryFolder();
  const fileOf = (name: string) => join(folder, name);
  const setClock = (offset: number, index = 0) => writeFile(fileOf(`r${index}`), String(offset));
  for (const index of [0, 1]) await setClock(0, index);
  const world = await createWorld(chance, {
    ...options,
    environmentOf: (name) => ({ NODE_OPTIONS: `--import=${clock}`, FAULTS_CLOCK_FILE: fileOf(name) }),
  });
  return { world, setClock, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}
