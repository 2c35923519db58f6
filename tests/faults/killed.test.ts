import { expect, test } from "vitest";
import { rounds, withChance } from "./support/chance.ts";
import type { Happening } from "./support/git-shim.ts";
import { createWorld } from "./support/world.ts";

/** The git commands at which a deployment goes on to its next step. */
const STEPS = ["fast-import", "push", "fetch"];
const KILLS: Happening[] = ["kill-before", "kill-during", "kill-after"];

test(
  "smithd is killed before, in and after each of its git commands",
  withChance(async (chance) => {
    await using world = await createWorld(chance, { transport: "http" });
    const { replica, shim, workload } = world;
    for (let round = 0; round < rounds(1); round++)
      for (const step of STEPS)
        for (const kill of KILLS) {
          await workload.ask(2);
          await shim.arm(step, kill);
          // A fetch comes when somebody else was faster.
          if (step === "fetch") await world.outsider.commit();
          const asking = workload.ask(5);
          await replica.ended();
          expect(shim.fired()).toBe(true);
          await shim.disarm();
          await replica.start();
          await asking;
          await world.verify();
        }
  }),
  240_000,
);
