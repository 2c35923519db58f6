import { afterAll, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { rounds, withChance } from "./support/chance.ts";
import { createWorld } from "./support/world.ts";

afterAll(removeTemporaryFolders);

test.each(["file", "http"] as const)("somebody else pushes all the time, over %s", (transport) =>
  withChance(async (chance) => {
    await using world = await createWorld(chance, { transport });
    const { workload, outsider } = world;
    // How often the other gets to push depends on chance and on the machine.
    for (let round = 0; round < rounds(4) || outsider.pushed.length <= 10; round++) {
      outsider.start(chance.pick([1, 50, 200]));
      await workload.ask(12);
      await workload.settle();
      await outsider.stop();
    }
    await world.verify();
  })(),
);
