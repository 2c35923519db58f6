import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { RollbackRequest } from "../../generated/api.ts";
import { deploy, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const suffix = engine.name.toLowerCase();

  /** An app whose versions ran in production one after another. */
  const ran = async (name: string, ...versions: string[]) => {
    const { client } = smithd();
    const app = `${name}-${suffix}`;
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    for (const version of versions) {
      await publish(client, { app, version });
      await deploy(client, version, "production", app);
    }
    return app;
  };
  const rollback = async (app: string, body: Partial<RollbackRequest> = {}, key: string = randomUUID()) =>
    smithd().client.rollbackCreate({
      path: { app },
      header: { "Idempotency-Key": key },
      body: { environment: "production", ...body },
    });
  const back = async (app: string, body: Partial<RollbackRequest> = {}) =>
    finished(smithd().client, await rollback(app, body));
  const runs = async (app: string) => {
    const { environments } = await smithd().client.appView({ path: { app } });
    return environments.find(({ environment }) => environment === "production");
  };

  test("a rollback sticks: the commit says so, and the next merge does not bring the bad version back", async () => {
    const { client, repository } = smithd();
    const app = await ran("sticks", "v1", "v2");
    const policy = { environment: "production", branches: ["main"] };
    await client.policyPut({ path: { app, policy: "main" }, body: policy });

    const rolled = await back(app, { reason: "prices are wrong", from: "v2" });
    expect(rolled).toMatchObject({ kind: "rollback", version: "v1", status: "deployed", changed: true });
    expect((await repository.subjects())[0]).toBe(`Roll back ${app} to v1 in production`);
    expect(await repository.message(rolled.commit!)).toMatch(
      /^Reason: prices are wrong$[^]*^DeploySmith-Kind: rollback$/m,
    );
    expect(await repository.read(`environments/production/apps/${app}/version.yml`)).toContain('"v1"');
    expect(await runs(app)).toMatchObject({
      version: "v1",
      hold: { reason: "prices are wrong", heldBy: "ada" },
    });

    const merged = await publish(client, { app, version: "v3" });
    expect(merged.deployments).toEqual([]);
    expect(merged.skipped).toMatchObject([{ reason: "held", environment: "production" }]);
    expect(await runs(app)).toMatchObject({ version: "v1" });

    // A person's deployment of something newer ends the hold.
    expect(await deploy(client, "v3", "production", app)).toMatchObject({ kind: "manual" });
    expect((await runs(app))!.hold).toBeUndefined();
    const next = await publish(client, { app, version: "v4" });
    expect(next.deployments).toMatchObject([{ version: "v4", environment: "production" }]);
  });

  test("repeating it walks back and never forward, until there is nothing left", async () => {
    const app = await ran("walks", "v1", "v2", "v3");
    for (const version of ["v2", "v1"]) {
      // Whoever looks before going back sees where it goes.
      expect(await runs(app)).toMatchObject({ rollbackTo: version });
      expect(await back(app)).toMatchObject({ version, kind: "rollback" });
    }
    expect(await runs(app)).not.toHaveProperty("rollbackTo");
    await expect(rollback(app)).rejects.toMatchObject({ status: 409, code: "rollback-impossible" });
    expect(await runs(app)).toMatchObject({ version: "v1" });
  });

  test("it goes to the version that is named, but not forward", async () => {
    const app = await ran("named", "v1", "v2", "v3");
    expect(await back(app, { to: "v1" })).toMatchObject({ version: "v1" });
    await expect(rollback(app, { to: "v3" })).rejects.toMatchObject({
      code: "rollback-impossible",
      detail: expect.stringContaining("published after v1") as string,
    });
    await expect(rollback(app, { to: "v1" })).rejects.toMatchObject({ code: "rollback-impossible" });
    await expect(rollback(app, { to: "v9" })).rejects.toMatchObject({ code: "version-unknown" });
  });

  test("two people who see the same fault go back once", async () => {
    const app = await ran("once", "v1", "v2", "v3");
    const both = await Promise.allSettled([rollback(app, { from: "v3" }), rollback(app, { from: "v3" })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find((one) => one.status === "rejected")!;
    expect(refused.reason).toMatchObject({ status: 409, code: "running-version-changed" });
    const accepted = both.find((one) => one.status === "fulfilled")!;
    expect(await finished(smithd().client, accepted.value)).toMatchObject({ version: "v2" });
  });

  test("a request that is repeated with its key is one rollback; another under that key is refused", async () => {
    const app = await ran("repeated", "v1", "v2", "v3");
    const key = randomUUID();
    const first = await rollback(app, { reason: "x" }, key);
    const again = await Promise.all([
      rollback(app, { reason: "x" }, key),
      rollback(app, { reason: "x" }, key),
    ]);
    expect(again.map(({ id }) => id)).toEqual([first.id, first.id]);
    expect(await finished(smithd().client, first)).toMatchObject({ version: "v2" });
    expect(await rollback(app, { reason: "x" }, key)).toMatchObject({ id: first.id, status: "deployed" });
    await expect(rollback(app, { reason: "y" }, key)).rejects.toMatchObject({
      status: 422,
      code: "idempotency-key-reused",
    });
    expect(await runs(app)).toMatchObject({ version: "v2" });
  });

  test("without a key it is refused, and so is one of an app that never ran there", async () => {
    const app = await ran("never");
    await expect(rollback(app)).rejects.toMatchObject({ code: "rollback-impossible" });
    const { url, apiKey } = smithd();
    const response = await fetch(`${url}/v1/apps/${app}/rollbacks`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ environment: "production" }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "request-invalid" });
  });

  test("after a removal it brings back what ran last", async () => {
    const { client, repository } = smithd();
    const app = await ran("undone", "v1", "v2");
    const removal = await client.removalCreate({ path: { app }, body: { environment: "production" } });
    expect(await finished(client, removal)).toMatchObject({ kind: "removal", status: "deployed" });
    expect(await repository.files(`environments/production/apps/${app}`)).toEqual([]);
    expect(await back(app)).toMatchObject({ version: "v2", kind: "rollback", changed: true });
    expect(await repository.files(`environments/production/apps/${app}`)).toHaveLength(3);
  });
});
