import { expect, test } from "vitest";
import type { Interference } from "../support/interference.ts";
import { inOneBatch, interfered, unheard } from "../support/interference.ts";
import { lineOf, listen, type Listener } from "../support/hear.ts";
import { openDatabase } from "../../server/database/database.ts";
import { sweep } from "../../server/housekeeping.ts";
import { deploy, draft, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

const interference: Interference = {};

againstSmithd(
  (smithd) => {
    const client = () => smithd().client;
    const path = { app: "api-service" };
    const staging = { ...path, environment: "staging" };

    /** Does something that is told, and waits until all are told that came before. */
    let marks = 0;
    const mark = async (listener: Listener) => {
      const name = `mark-${++marks}`;
      await client().appRegister({ body: { name } });
      await expect.poll(() => listener.events().map(lineOf)).toContain(`app.registered ${name}`);
    };

    /** What was told of an app while `work` went on, in lines. */
    const told = async (app: string, work: () => Promise<unknown>): Promise<string[]> => {
      await using listener = await listen(smithd());
      await work();
      await mark(listener);
      return listener
        .events()
        .filter((event) => event.app === app)
        .map(lineOf);
    };

    test("what happens to an app is told once, in its order", async () => {
      const lines = await told("api-service", async () => {
        await client().appRegister({ body: { name: "api-service", namespace: "shop" } });
        await client().appRegister({ body: { name: "api-service", namespace: "shop" } });
        await client().appUpdate({ path, body: { description: "Prices" } });
        await client().appArchive({ path });
        await client().appArchive({ path });
        await client().appRestore({ path });
      });
      expect(lines).toEqual([
        "app.registered api-service",
        "app.updated api-service",
        "app.archived api-service",
        "app.restored api-service",
      ]);
    });

    test("from a draft to what runs each step is told", async () => {
      const policy = { ...path, policy: "main" };
      const lines = await told("api-service", async () => {
        await client().policyPut({ path: policy, body: { environment: "staging", branches: ["main"] } });
        const { deployments } = await publish(client(), { version: "v1" });
        await finished(client(), deployments[0]!);
        await client().policyDelete({ path: policy });
      });
      expect(lines).toEqual([
        "policy.set api-service staging main",
        "version.drafted api-service v1",
        "version.published api-service v1",
        "deployment.queued api-service staging v1 deployment",
        "deployment.writing api-service staging v1 deployment",
        "deployment.deployed api-service staging v1 deployment",
        "policy.deleted api-service staging main",
      ]);
    });

    test("a policy that leads elsewhere now is told of where it led before, too", async () => {
      const policy = { ...path, policy: "moving" };
      const lines = await told("api-service", async () => {
        for (const environment of ["staging", "production", "production"])
          await client().policyPut({ path: policy, body: { environment, branches: ["none"] } });
      });
      expect(lines).toEqual([
        "policy.set api-service staging moving",
        "policy.set api-service staging moving",
        "policy.set api-service production moving",
        "policy.set api-service production moving",
      ]);
    });

    test("a rollback sets a hold, which is released once", async () => {
      await publish(client(), { version: "v2" });
      await deploy(client(), "v2", "staging");
      const lines = await told("api-service", async () => {
        await client().rollbackCreate({
          path,
          body: { environment: "staging" },
          header: { "Idempotency-Key": crypto.randomUUID(), Prefer: "wait=30" },
        });
        await client().holdPut({ path: staging, body: { reason: "still broken" } });
        await client().holdRelease({ path: staging });
        await expect(client().holdRelease({ path: staging })).rejects.toMatchObject({ code: "hold-unknown" });
      });
      expect(lines).toEqual([
        "deployment.queued api-service staging v1 deployment",
        "hold.set api-service staging",
        "deployment.writing api-service staging v1 deployment",
        "deployment.deployed api-service staging v1 deployment",
        "hold.set api-service staging",
        "hold.released api-service staging",
      ]);
    });

    test("what is overtaken is told", async () => {
      const ask = (version: string, environment = "staging") =>
        client().deploymentCreate({ path, body: { version, environment } });
      const other = {
        ask: () => ask("v1", "production"),
        end: (it: { id: string }) => finished(client(), it),
      };
      const lines = await told("api-service", async () => {
        const [first, second] = await inOneBatch(interference, other, async () => [
          await ask("v1"),
          await ask("v2"),
        ]);
        expect(await finished(client(), first)).toMatchObject({ supersededBy: second.id });
        await finished(client(), second);
      });
      expect(lines.filter((line) => line.includes("staging"))).toEqual([
        "deployment.queued api-service staging v1 deployment",
        "deployment.queued api-service staging v2 deployment",
        "deployment.writing api-service staging v2 deployment",
        "deployment.deployed api-service staging v2 deployment",
        "deployment.superseded api-service staging v1 deployment",
      ]);
    });

    test("what is stalled or fails is told with its reason", async () => {
      const asked = { path, body: { version: "v2", environment: "production" } };
      const lines = await told("api-service", async () => {
        interference.push = async (really) => {
          delete interference.push;
          await really();
          // Sent, and nobody can say what became of it.
          return unheard;
        };
        const first = await client().deploymentCreate({ ...asked, header: { Prefer: "wait=30" } });
        expect(first.stalledBy).toBeDefined();
        await finished(client(), first);
        await expect(
          client().deploymentCreate({ path, body: { version: "v0", environment: "production" } }),
        ).rejects.toMatchObject({ code: "version-unknown" });
      });
      expect(lines).toEqual([
        "deployment.queued api-service production v2 deployment",
        "deployment.writing api-service production v2 deployment",
        "deployment.stalled api-service production v2 gitops-unreachable deployment",
        "deployment.deployed api-service production v2 deployment",
      ]);
      const other = { name: "other", namespace: "shop" };
      const conflict = await told("other", async () => {
        await client().appRegister({ body: other });
        await publish(client(), {
          app: "other",
          version: "v1",
          files: { "a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: api-service\n" },
        });
        await deploy(client(), "v1", "staging", "other");
      });
      expect(conflict.at(-1)).toBe("deployment.failed other staging v1 object-conflict deployment");
    });

    test("a draft that expires is told of, and a key without its secret", async () => {
      await draft(client(), { version: "v9" });
      await using listener = await listen(smithd());
      const { id } = await client().keyCreate({ body: { name: "short" } });
      for (let times = 0; times < 2; times++) await client().keyRevoke({ path: { key: id } });
      const database = openDatabase(smithd().config.database);
      const blobs = { remove: async () => undefined } as never;
      await sweep({ database, blobs, now: () => Date.now() + 8 * 24 * 3600 * 1000 });
      await database.close();
      await expect
        .poll(() => listener.events().map(({ type, key, version }) => [type, key ?? version]))
        .toEqual([
          ["key.created", id],
          ["key.revoked", id],
          ["version.expired", "v9"],
        ]);
    });

    test("filters leave out what concerns something else", async () => {
      await using ofOther = await listen(smithd(), { app: "other" });
      await using inProduction = await listen(smithd(), { environment: "production" });
      await deploy(client(), "v2", "staging");
      await deploy(client(), "v2", "production");
      await client().appUpdate({ path: { app: "other" }, body: { description: "Something else" } });
      await expect.poll(() => ofOther.events().map(lineOf)).toEqual(["app.updated other"]);
      await expect
        .poll(() => inProduction.events().map(lineOf))
        .toEqual([
          "deployment.queued api-service production v2 deployment",
          "deployment.writing api-service production v2 deployment",
          "deployment.deployed api-service production v2 deployment",
        ]);
    });

    test("a stream goes on after the last id, without a gap and without repeating anything", async () => {
      await using whole = await listen(smithd());
      await deploy(client(), "v1", "staging");
      await deploy(client(), "v2", "staging");
      await mark(whole);
      const events = whole.events();
      for (const [index, { id }] of events.entries()) {
        await using later = await listen(smithd(), { lastEventId: id });
        await expect.poll(() => later.events()).toEqual(events.slice(index + 1));
      }
    });

    test("an id that smithd does not know begins with a reset, and a request that has none with what comes", async () => {
      await using listener = await listen(smithd(), { lastEventId: "999999999" });
      await expect.poll(() => listener.heard.map(({ kind }) => kind)).toEqual(["live", "reset"]);
      await mark(listener);
      const [reset] = listener.heard.filter(({ kind }) => kind === "reset");
      expect(Number(listener.events()[0]!.id)).toBe(Number((reset as { id: string }).id) + 1);
      await expect(listen(smithd(), { lastEventId: "soon" })).rejects.toMatchObject({
        code: "request-invalid",
      });
    });
  },
  { overrides: { gitops: interfered(() => interference) } },
);
