import { beforeEach, expect, test } from "vitest";
import { connect } from "../../clients/client.ts";
import type { App } from "../../generated/api.ts";
import type { GitopsRepository } from "../../server/domain/ports.ts";
import { configMap, deploy, draft, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

/** What a table of apps and environments is made of. Nothing is pushed while the gate is closed. */
let gate = Promise.resolve();
const closeGate = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  return resolve;
};
const gitops = (repository: GitopsRepository): GitopsRepository =>
  Object.create(repository, {
    push: { value: (commit: string) => gate.then(() => repository.push(commit)) },
  }) as GitopsRepository;

beforeEach(() => (gate = Promise.resolve()));

againstSmithd(
  (smithd, engine) => {
    const register = async (name: string) => {
      const app = `${name}-${engine.name.toLowerCase()}`;
      await smithd().client.appRegister({ body: { name: app, namespace: "shop" } });
      return app;
    };
    const facts = ({ attempts, latestVersion }: App) => ({ attempts, latestVersion });
    /** As the view has it, where the list has the same. */
    const seen = async (app: string) => {
      const { client } = smithd();
      const view = await client.appView({ path: { app } });
      const { items } = await client.appList({ query: { limit: 200 } });
      const listed = items.find(({ name }) => name === app);
      expect(facts(listed!)).toEqual(facts(view));
      return view;
    };
    const ask = (app: string, version: string, environment: string) =>
      smithd().client.deploymentCreate({ path: { app }, body: { version, environment } });

    test("an app tells its version that was published last, whatever is drafted or deployed since", async () => {
      const { client } = smithd();
      const app = await register("latest");
      expect(await seen(app)).not.toHaveProperty("latestVersion");
      await draft(client, { app, version: "v0" });
      expect(await seen(app)).not.toHaveProperty("latestVersion");
      await publish(client, { app, version: "v1" });
      expect((await seen(app)).latestVersion).toEqual({
        id: "v1",
        publishedAt: expect.any(String) as string,
        branch: "main",
      });
      // Built before the other, and published after it.
      await publish(client, { app, version: "v2", tag: "v1.4.0", date: "2026-11-01T10:15:00Z" });
      await draft(client, { app, version: "v3" });
      await deploy(client, "v1", "staging", app);
      const { latestVersion } = await seen(app);
      expect(latestVersion).toMatchObject({ id: "v2", tag: "v1.4.0" });
      expect(latestVersion).not.toHaveProperty("branch");
    });

    test("what runs tells who asked for it", async () => {
      const { client, url } = smithd();
      const app = await register("asked");
      await publish(client, { app, version: "v1" });
      await deploy(client, "v1", "staging", app);
      const { key } = await client.keyCreate({ body: { name: "grace" } });
      const grace = connect({ url, apiKey: key, userAgent: "tests" });
      await deploy(grace, "v1", "production", app);
      expect((await seen(app)).environments).toMatchObject([
        { environment: "production", deployedBy: "grace" },
        { environment: "staging", deployedBy: "ada" },
      ]);
      const { apps } = await client.environmentView({ path: { environment: "production" } });
      expect(apps.find((one) => one.app === app)).toMatchObject({ version: "v1", deployedBy: "grace" });
    });

    test("what is under way is shown beside what runs, the last that was asked for only, until it runs", async () => {
      const { client } = smithd();
      const app = await register("under-way");
      for (const version of ["v1", "v2", "v3"]) await publish(client, { app, version });
      await deploy(client, "v1", "staging", app);
      expect((await seen(app)).attempts).toEqual([]);
      const open = closeGate();
      const second = await ask(app, "v2", "staging");
      const status = async () => (await seen(app)).attempts.map((one) => `${one.version} ${one.status}`);
      await expect.poll(status).toEqual(["v2 writing"]);
      const third = await ask(app, "v3", "staging");
      const { attempts, environments } = await seen(app);
      expect(attempts).toMatchObject([{ id: third.id, version: "v3", status: "queued", requestedBy: "ada" }]);
      expect(environments).toMatchObject([{ environment: "staging", version: "v1" }]);
      open();
      await Promise.all([finished(client, second), finished(client, third)]);
      expect(await seen(app)).toMatchObject({ attempts: [], environments: [{ version: "v3" }] });
    });

    test("what failed is shown until something else is asked for there, and each environment has its own", async () => {
      const { client, repository } = smithd();
      const app = await register("failed");
      for (const version of ["v1", "v2"]) await publish(client, { app, version });
      const theirs = (environment: string) => `environments/${environment}/apps/${app}/theirs.yaml`;
      await repository.commit({
        [theirs("production")]: configMap("theirs"),
        [theirs("staging")]: configMap("theirs"),
      });
      for (const environment of ["staging", "production"]) await deploy(client, "v1", environment, app);
      const failure = { code: "folder-not-owned" };
      expect(await seen(app)).toMatchObject({
        environments: [],
        attempts: [
          { environment: "production", version: "v1", status: "failed", failure },
          { environment: "staging", version: "v1", status: "failed", failure },
        ],
      });
      expect((await seen(app)).attempts[0]).not.toHaveProperty("timeline");
      await deploy(client, "v2", "production", app, true);
      expect(await seen(app)).toMatchObject({
        environments: [{ environment: "production", version: "v2" }],
        attempts: [{ environment: "staging" }],
      });
    });

    test("a removal that is under way names no version", async () => {
      const { client } = smithd();
      const app = await register("removal");
      await publish(client, { app, version: "v1" });
      await deploy(client, "v1", "staging", app);
      const open = closeGate();
      const body = { environment: "staging" };
      const removal = await client.removalCreate({ path: { app }, body });
      const attempts = async () => (await seen(app)).attempts;
      await expect.poll(attempts).toMatchObject([{ id: removal.id, kind: "removal", status: "writing" }]);
      expect((await attempts())[0]).not.toHaveProperty("version");
      open();
      await finished(client, removal);
      expect(await seen(app)).toMatchObject({ attempts: [], environments: [] });
    });
  },
  { overrides: { gitops } },
);
