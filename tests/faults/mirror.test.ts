import { afterAll, expect, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { rounds, withChance, type Chance } from "./support/chance.ts";
import { damagePack, findMirror, LOCKS, putLock, removeMirror } from "./support/mirror.ts";
import { createWorld, type World } from "./support/world.ts";

afterAll(removeTemporaryFolders);

const WHILE_IT_RUNS = [true, false] as const;

/** Does something to the mirror, while smithd runs or while it does not, and then goes on deploying. */
const disturbed =
  (disturb: (mirror: string, chance: Chance, world: World) => Promise<unknown>, howOften: number) =>
  async (chance: Chance) => {
    await using world = await createWorld(chance, { transport: "http" });
    const { replica, workload, outsider } = world;
    await workload.ask(6);
    await workload.settle();
    for (let round = 0; round < rounds(howOften); round++)
      for (const isRunning of WHILE_IT_RUNS) {
        if (!isRunning) await replica.kill();
        await disturb(findMirror(replica.folder), chance, world);
        if (!isRunning) await replica.start();
        if (chance.happens(0.5)) await outsider.commit();
        await workload.ask(5);
        await world.verify();
      }
    const failures = workload.accepted.flatMap(({ last }) => last?.failure ?? []);
    expect(failures).toEqual([]);
  };

test(
  "locks that nobody holds lie in the mirror",
  withChance(
    disturbed(async (mirror, chance) => {
      for (const name of LOCKS) if (chance.happens(0.7)) await putLock(mirror, name);
    }, 2),
  ),
);

test("a pack of the mirror is damaged", withChance(disturbed(damagePack, 3)));

test("the mirror is gone", withChance(disturbed(removeMirror, 1)));
