import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, test } from "vitest";
import { removeTemporaryFolders } from "../support/temporary.ts";
import { rounds, withChance, type Chance } from "./support/chance.ts";
import type { Exchange, HttpFault } from "./support/http-remote.ts";
import type { RemoteFault } from "./support/remote-repository.ts";
import { hasSshd } from "./support/ssh-remote.ts";
import { until } from "./support/until.ts";
import { createWorld } from "./support/world.ts";

const FAULTS: RemoteFault[] = ["refuse", "die-before", "die-after", "slow-before", "slow-after"];
/** Longer than smithd waits for one exchange. */
const TOO_SLOW = 4;

afterAll(removeTemporaryFolders);

// Most of it is waiting.
describe("a remote fails", { concurrent: true }, () => {
  describe.for(["file", "http", "ssh"] as const)("over %s", (transport) => {
    test.skipIf(transport === "ssh" && !hasSshd())(
      "the remote refuses, is slow, or dies before and after it took a push",
      withChance(async (chance) => {
        await using world = await createWorld(chance, { transport });
        const { workload, remote, outsider } = world;
        for (let round = 0; round < rounds(1); round++)
          for (const fault of FAULTS) {
            await remote.arm(fault, 1 + chance.below(2), chance.pick([1, TOO_SLOW]));
            if (chance.happens(0.5)) await outsider.commit();
            const asking = workload.keepAsking(2);
            await until(`the fault ${fault} happened`, async () => (await remote.left()) === 0);
            await asking.stop();
            await world.verify();
          }
      }),
    );
  });

  test(
    "pushes land and every answer is lost",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { transport: "http" });
      const { workload, http } = world;
      const lost: HttpFault["kind"][] = ["lose-answer", "cut-answer"];
      for (let round = 0; round < rounds(6); round++) {
        http.fault = ({ service, step }) =>
          service === "push" && step === "data" ? ({ kind: chance.pick(lost) } as HttpFault) : undefined;
        await workload.ask(6);
        await workload.settle();
      }
      http.fault = undefined;
      await world.verify();
    }),
  );

  test(
    "a push lands long after smithd stopped waiting for it",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { transport: "http" });
      const { workload, http } = world;
      for (let round = 0; round < rounds(4); round++) {
        let isTaken = false;
        http.fault = ({ service, step }) => {
          if (isTaken || service !== "push" || step !== "data") return undefined;
          isTaken = true;
          return { kind: "hold-request", until: sleep(3000 + chance.below(4000)) };
        };
        await workload.ask(4);
        await sleep(chance.below(3000));
        await workload.ask(4);
        await sleep(chance.below(4000));
        await workload.ask(2);
        await workload.settle();
      }
      await sleep(4000);
      await world.verify();
    }),
  );

  test(
    "everything goes wrong with some of what is exchanged",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { transport: "http" });
      const { workload, http, outsider } = world;
      outsider.start(1000);
      for (let round = 0; round < rounds(8); round++) {
        http.fault = () => (chance.happens(0.2) ? anyFault(chance) : undefined);
        await workload.ask(8);
        await sleep(chance.below(1500));
      }
      await outsider.stop();
      http.fault = undefined;
      // By chance none of the others may be deployed, which would prove nothing.
      await workload.ask(2);
      await sleep(5000);
      await world.verify();
    }),
  );

  test(
    "the remote disappears in the middle of a push, and comes back",
    withChance(async (chance) => {
      await using world = await createWorld(chance, { transport: "http" });
      const { workload, http } = world;
      for (let round = 0; round < rounds(4); round++) {
        const reached = Promise.withResolvers<void>();
        const isMeant = ({ service }: Exchange) => service === "push";
        http.fault = (exchange) =>
          isMeant(exchange)
            ? {
                kind: chance.pick(["hold-request", "hold-answer"]),
                until: sleep(chance.below(300)),
                reached: reached.resolve,
              }
            : undefined;
        const asking = workload.keepAsking(2);
        await reached.promise;
        await sleep(chance.below(200));
        await http.disappear();
        await sleep(chance.below(5000));
        await http.comeBack();
        http.fault = undefined;
        await asking.stop();
        await workload.settle();
      }
      await world.verify();
    }),
  );

  test(
    "a remote that was too slow once, and is slow but answers in time from then on, is written to",
    withChance(async (chance) => {
      await using world = await createWorld(chance, {
        transport: "http",
        environment: { SMITHD_GITOPS_TIMEOUT_SECONDS: "12" },
      });
      const { workload, http, remote, replica } = world;
      for (let round = 0; round < rounds(1); round++) {
        // In time for a push, which may take half of it, and for a sign of life within a third.
        http.fault = () => ({ kind: "hold-answer", until: sleep(1700) });
        await remote.arm("slow-before", 1, 2 * TOO_SLOW);
        const asking = workload.keepAsking(1);
        await until("it was too slow", async () => (await remote.left()) === 0);
        // Not only in the remote: smithd knows of it.
        const deployed = async () =>
          (await replica.client!.deploymentList({ query: { status: "deployed" } })).items;
        const before = (await deployed())[0]?.id ?? "";
        await until("something more is deployed", async () =>
          (await deployed()).some(({ id }) => id > before),
        );
        http.fault = undefined;
        await asking.stop();
        await world.verify();
      }
    }),
  );
});

function anyFault(chance: Chance): HttpFault {
  const until = sleep(chance.below(6000));
  return chance.pick<HttpFault>([
    { kind: "status", status: 503 },
    { kind: "status", status: 500 },
    { kind: "lose-answer" },
    { kind: "cut-answer" },
    { kind: "cut-request" },
    { kind: "hold-request", until },
    { kind: "hold-answer", until },
    { kind: "trickle" },
  ]);
}
