import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { rounds, withChance } from "./support/chance.ts";
import type { Happening } from "./support/git-shim.ts";
import { heldPush } from "./support/held-push.ts";
import { until } from "./support/until.ts";
import { createWorld } from "./support/world.ts";

/** The git commands at which a deployment goes on to its next step. */
const STEPS = ["fast-import", "push", "fetch"];
const KILLS: Happening[] = ["kill-before", "kill-during", "kill-after"];

afterAll(removeTemporaryFolders);

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
          const asking = workload.keepAsking(2);
          await until(`smithd is killed (${kill} of ${step})`, () => !replica.isRunning);
          expect(shim.fired()).toBe(true);
          await shim.disarm();
          await replica.start();
          await asking.stop();
          await world.verify();
        }
  }),
);

test(
  "smithd is killed at any moment, again and again",
  withChance(async (chance) => {
    await using world = await createWorld(chance);
    const { replica, workload, outsider } = world;
    outsider.start(500);
    const asking = workload.keepAsking(3);
    for (let round = 0; round < rounds(5); round++) {
      await sleep(chance.below(700));
      await replica.kill();
      await replica.start();
    }
    await asking.stop();
    await outsider.stop();
    await world.verify();
  }),
);

test(
  "smithd is killed while the remote has its push, which lands before or after the next smithd looks",
  withChance(async (chance) => {
    await using world = await createWorld(chance, { transport: "http" });
    const { replica, workload } = world;
    for (let round = 0; round < rounds(3); round++) {
      await workload.ask(2);
      const push = await heldPush(world);
      await replica.kill();
      if (round % 2 === 0) push.release();
      await replica.start();
      if (chance.happens(0.5)) await push.asking;
      await sleep(chance.below(300));
      push.release();
      await push.asking;
      await world.verify();
    }
  }),
);
