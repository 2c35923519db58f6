import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { GitopsRepository } from "../../server/domain/ports.ts";
import { configMap, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

/** What becomes of holds when several people, and policies, want different things at once. */
let gates: Record<"push" | "sync", Promise<void>>;
const closeGate = (name: keyof typeof gates = "push") => {
  const { promise, resolve } = Promise.withResolvers<void>();
  gates[name] = promise;
  return resolve;
};
const openAll = () => (gates = { push: Promise.resolve(), sync: Promise.resolve() });
const gitops = (repository: GitopsRepository): GitopsRepository =>
  Object.create(repository, {
    push: { value: (commit: string) => gates.push.then(() => repository.push(commit)) },
    sync: { value: () => gates.sync.then(() => repository.sync()) },
  }) as GitopsRepository;

openAll();
beforeEach(openAll);

againstSmithd(
  (smithd, engine) => {
    const suffix = engine.name.toLowerCase();
    const environment = "staging";
    const end = (deployment: { id: string }) => finished(smithd().client, deployment);
    const statusOf = ({ id }: { id: string }) => smithd().client.deploymentView({ path: { deployment: id } });
    const deploy = (app: string, version: string) =>
      smithd().client.deploymentCreate({ path: { app }, body: { version, environment } });
    const rollback = (app: string, to?: string) =>
      smithd().client.rollbackCreate({
        path: { app },
        header: { "Idempotency-Key": randomUUID() },
        body: { environment, ...(to !== undefined && { to }) },
      });
    const remove = (app: string) => smithd().client.removalCreate({ path: { app }, body: { environment } });
    const held = async (app: string) =>
      (await smithd().client.appView({ path: { app } })).holds.map(({ reason }) => reason);
    const runs = async (app: string) =>
      (await smithd().client.appView({ path: { app } })).environments.map(({ version }) => version);
    const merge = (app: string, version: string, files?: Record<string, string>) =>
      publish(smithd().client, { app, version, date: new Date().toISOString(), ...(files && { files }) });
    /** Versions that ran there by hand, with a policy for what comes after. */
    const ran = async (name: string, ...versions: string[]) => {
      const { client } = smithd();
      const app = `${name}-${suffix}`;
      await client.appRegister({ body: { name: app, namespace: "shop" } });
      for (const version of versions) {
        await merge(app, version);
        await end(await deploy(app, version));
      }
      const body = { environment, branches: ["main"] };
      await client.policyPut({ path: { app, policy: "main" }, body });
      return app;
    };

    test("a rollback while a newer version is on its way goes to what runs, by itself and by name", async () => {
      for (const to of [undefined, "v2"]) {
        const app = await ran(`underway-${to ?? "any"}`, "v1", "v2");
        const open = closeGate();
        const { deployments } = await merge(app, "v3");
        const back = await rollback(app, to);
        expect(back).toMatchObject({ version: "v2", kind: "rollback" });
        open();
        await end(deployments[0]!);
        expect(await end(back)).toMatchObject({ status: "deployed", kind: "rollback" });
        expect(await runs(app)).toEqual(["v2"]);
        expect((await merge(app, "v4")).skipped).toMatchObject([{ reason: "held" }]);
      }
    });

    test("whoever deploys what runs, to stop a newer version, holds policies off too", async () => {
      const app = await ran("stopped", "v1", "v2");
      const open = closeGate();
      await merge(app, "v3");
      const back = await deploy(app, "v2");
      open();
      await end(back);
      expect(await runs(app)).toEqual(["v2"]);
      expect(await held(app)).toEqual(["rolled back to v2"]);
    });

    test.each([["rollback"], ["removal"]])("a %s that a person takes back leaves no hold", async (kind) => {
      const app = await ran(`regretted-${kind}`, "v1", "v2");
      const blocker = await ran(`blocker-${kind}`, "v1", "v2");
      const open = closeGate();
      await deploy(blocker, "v1");
      const going = kind === "rollback" ? await rollback(app) : await remove(app);
      expect(await held(app)).toHaveLength(1);
      const stays = await deploy(app, "v2");
      open();
      expect(await end(stays)).toMatchObject({ status: "deployed" });
      expect(await end(going)).toMatchObject({ status: "superseded", supersededBy: stays.id });
      expect([await runs(app), await held(app)]).toEqual([["v2"], []]);
    });

    test("a hold whose rollback fails goes to the rollback that waits behind it", async () => {
      const taken = { "a.yaml": configMap(`taken-${suffix}`) };
      const own = (app: string) => ({ "a.yaml": configMap(app) });
      const app = await ran("heir");
      for (const [version, files] of [
        ["v1", own(app)],
        ["v2", taken],
        ["v3", own(app)],
      ] as const)
        await end((await merge(app, version, files)).deployments[0]!);
      // What the second version brought belongs to another app by now.
      const other = await ran("heir-other");
      await end((await merge(other, "v1", taken)).deployments[0]!);

      // A verdict without a push is said of a head that was asked for; it waits for that.
      const openSync = closeGate("sync");
      const first = await rollback(app, "v2");
      await expect.poll(async () => (await statusOf(first)).status).toBe("writing");
      const openPush = closeGate("push");
      const second = await rollback(app, "v1");
      openSync();
      expect(await end(first)).toMatchObject({ status: "failed", failure: { code: "object-conflict" } });
      expect(await held(app)).toEqual(["rolled back to v1"]);
      expect((await merge(app, "v4", own(app))).skipped).toMatchObject([{ reason: "held" }]);
      openPush();
      expect(await end(second)).toMatchObject({ status: "deployed", version: "v1" });
      expect([await runs(app), await held(app)]).toEqual([["v1"], ["rolled back to v1"]]);
    });

    test("a hold that is released while its rollback is written stays released", async () => {
      const app = await ran("released", "v1", "v2");
      const open = closeGate();
      const back = await rollback(app);
      await smithd().client.holdRelease({ path: { app, environment } });
      open();
      expect(await end(back)).toMatchObject({ status: "deployed", version: "v1" });
      expect(await held(app)).toEqual([]);
    });

    test("nothing is rolled back where the app never ran, also by name", async () => {
      const app = await ran("never");
      await merge(app, "v0", { "a.yaml": configMap(app) });
      await smithd().client.policyDelete({ path: { app, policy: "main" } });
      const other = `fresh-${suffix}`;
      await smithd().client.appRegister({ body: { name: other, namespace: "shop" } });
      await publish(smithd().client, { app: other, version: "v1" });
      await expect(rollback(other, "v1")).rejects.toMatchObject({ code: "rollback-impossible" });
      expect(await held(other)).toEqual([]);
    });
  },
  { overrides: { gitops } },
);
