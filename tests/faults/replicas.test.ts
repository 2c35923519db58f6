import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, inject, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { rounds, withChance } from "./support/chance.ts";
import { heldPush } from "./support/held-push.ts";
import { until } from "./support/until.ts";
import { createWorld } from "./support/world.ts";

/** Longer than a writer's lease lasts. */
const LEASE = 10_000;

afterAll(removeTemporaryFolders);

describe.skipIf(inject("postgresUrl") === undefined)("on PostgreSQL", () => {
  test(
    "eight replicas, and somebody else, write to one repository, and some are killed",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { database: "postgres", replicas: 8, apps: 4 });
      const { workload, outsider, replicas } = world;
      outsider.start(300);
      const asking = workload.keepAsking(4);
      for (let round = 0; round < rounds(2); round++) {
        await sleep(chance.below(2000));
        const first = chance.below(replicas.length - 1);
        const killed = replicas.slice(first, first + 1 + chance.below(2));
        await Promise.all(killed.map((replica) => replica.kill()));
        await sleep(chance.below(6000));
        await Promise.all(killed.map((replica) => replica.start()));
      }
      await asking.stop();
      await outsider.stop();
      await world.verify();
    }),
  );
});

// Most of these is waiting for a lease to lapse.
describe.skipIf(inject("postgresUrl") === undefined)("of two replicas", { concurrent: true }, () => {
  test(
    "the one that writes is killed: the other takes over",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { database: "postgres", replicas: 2, transport: "http" });
      const { workload } = world;
      for (let round = 0; round < rounds(2); round++) {
        const push = await heldPush(world);
        const { writer } = push;
        const killedAt = performance.now();
        await writer.kill();
        await workload.ask(3);
        // It lands before the other has written, or never.
        if (round % 2 === 1) push.release();
        await workload.settle();
        const seconds = ((performance.now() - killedAt) / 1000).toFixed(1);
        console.log(`Taken over and written by the other replica ${seconds} s after the kill.`);
        push.release();
        await push.asking;
        await writer.start();
        await world.verify();
      }
    }),
  );

  test(
    "the one that writes is stopped for longer than its lease, while its push is on its way, and goes on",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { database: "postgres", replicas: 2, transport: "http" });
      const { workload } = world;
      for (let round = 0; round < rounds(2); round++) {
        const push = await heldPush(world);
        const { writer } = push;
        writer.pause();
        await workload.ask(4);
        await sleep(chance.below(LEASE));
        // It lands before the other takes over, while it does, or when it has written already.
        if (round % 2 === 0) push.release();
        await sleep(LEASE);
        push.release();
        await workload.ask(2);
        writer.resume();
        await workload.ask(4);
        await push.asking;
        await world.verify();
      }
    }),
  );

  test(
    "the one that writes is stopped before and in its git commands, and goes on when the other writes",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { database: "postgres", replicas: 2 });
      const { workload, replicas, shims } = world;
      for (let round = 0; round < rounds(1); round++)
        for (const [command, happening] of [
          ["fast-import", "stop-during"],
          ["push", "stop-before"],
          ["push", "stop-during"],
        ] as const) {
          for (const shim of shims) await shim.arm(command, happening);
          const asking = workload.keepAsking(2);
          const index = await until("one is stopped", () => {
            const found = shims.findIndex((shim) => shim.fired());
            return found >= 0 && { found };
          });
          replicas[index.found]!.pause();
          await shims[1 - index.found]!.disarm();
          await workload.ask(3);
          await sleep(LEASE + chance.below(2000));
          await workload.ask(1);
          // Git goes on first, or smithd does.
          await shims[index.found]!.release();
          await sleep(chance.below(300));
          replicas[index.found]!.resume();
          await asking.stop();
          await world.verify();
          await shims[index.found]!.disarm();
        }
    }),
  );

  test(
    "replicas are stopped for a while at any moment",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { database: "postgres", replicas: 2 });
      const { workload, replicas, outsider } = world;
      outsider.start(400);
      const asking = workload.keepAsking(3);
      for (let round = 0; round < rounds(2); round++) {
        await sleep(chance.below(1000));
        const stopped = chance.pick(replicas)!;
        stopped.pause();
        await sleep(chance.pick([2000, LEASE, LEASE + 3000]));
        stopped.resume();
      }
      await asking.stop();
      await outsider.stop();
      await world.verify();
    }),
  );
});
