import { expect, test } from "vitest";
import { connect } from "../../clients/client.ts";
import { configMap, deploy, draft, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

/** What people decide: apps, holds, keys, and what became of what they left alone. */
againstSmithd((smithd, engine) => {
  const suffix = engine.name.toLowerCase();
  const register = async (name: string) => {
    const app = `${name}-${suffix}`;
    await smithd().client.appRegister({ body: { name: app, namespace: "shop", description: "first" } });
    return app;
  };
  const raw = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const { url, apiKey } = smithd();
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { response, body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
  const mergePatch = { "content-type": "application/merge-patch+json" };

  test("an app is changed field by field, by whoever saw it last", async () => {
    const { client } = smithd();
    const app = await register("changed");
    const seen = await client.appView({ path: { app } });
    const patch = { description: "second", sourceUrl: "https://example.com/x" };
    const changed = await raw("PATCH", `/v1/apps/${app}`, patch, { ...mergePatch, "if-match": seen.etag });
    expect(changed.body).toMatchObject({ ...patch, namespace: "shop" });
    expect(changed.response.headers.get("etag")).toBe(changed.body["etag"]);
    const late = await raw("PATCH", `/v1/apps/${app}`, patch, { ...mergePatch, "if-match": seen.etag });
    expect(late).toMatchObject({ response: { status: 412 }, body: { code: "precondition-failed" } });
    const cleared = await raw("PATCH", `/v1/apps/${app}`, { description: null }, mergePatch);
    expect(cleared.body).not.toHaveProperty("description");
    expect(cleared.body).toMatchObject({ sourceUrl: "https://example.com/x" });
  });

  test.each([
    [{ name: "other" }, mergePatch, 400, "request-invalid"],
    [{ namespace: "Not A Label" }, mergePatch, 400, "request-invalid"],
    [{ description: 5 }, mergePatch, 400, "request-invalid"],
    [{ description: "x" }, { "content-type": "application/json" }, 415, "media-type-unsupported"],
  ])("the patch %j is answered with %j: %i %s", async (patch, headers, status, code) => {
    const app = await register("strict");
    const refused = await raw("PATCH", `/v1/apps/${app}`, patch, headers);
    expect(refused).toMatchObject({ response: { status }, body: { code } });
  });

  test("a new namespace counts from the next deployment on", async () => {
    const { client, repository } = smithd();
    const app = await register("moved");
    await publish(client, { app, version: "v1" });
    await deploy(client, "v1", "staging", app);
    await raw("PATCH", `/v1/apps/${app}`, { namespace: "market" }, mergePatch);
    expect(await deploy(client, "v1", "staging", app)).toMatchObject({ changed: true });
    expect(await repository.read(`environments/staging/apps/${app}/kustomization.yaml`)).toContain(
      "namespace: market",
    );
  });

  test("objects that would be in no namespace are refused before Flux refuses the whole environment", async () => {
    const { client } = smithd();
    const app = await register("homeless");
    await publish(client, { app, version: "v1" });
    await raw("PATCH", `/v1/apps/${app}`, { namespace: null }, mergePatch);
    const diff = await client.versionDiff({
      path: { app, version: "v1" },
      query: { environment: "staging" },
    });
    expect(diff.obstacles).toMatchObject([
      { code: "namespace-missing", detail: expect.stringContaining(`ConfigMap ${app}`) as string },
    ]);
    const failed = await deploy(client, "v1", "staging", app);
    expect(failed).toMatchObject({ status: "failed", failure: { code: "namespace-missing" } });
    await raw("PATCH", `/v1/apps/${app}`, { namespace: "shop" }, mergePatch);
    expect(await deploy(client, "v1", "staging", app)).toMatchObject({ status: "deployed" });
  });

  test("an archived app is hidden and takes nothing, and what it has stays; restored it is as before", async () => {
    const { client, repository } = smithd();
    const app = await register("archived");
    const body = { environment: "staging", branches: ["main"] };
    await client.policyPut({ path: { app, policy: "main" }, body });
    const { deployments } = await publish(client, { app, version: "v1" });
    await finished(client, deployments[0]!);
    const drafted = await draft(client, { app, version: "v2" });
    expect((await raw("DELETE", `/v1/apps/${app}`)).response.status).toBe(204);
    expect((await raw("DELETE", `/v1/apps/${app}`)).response.status).toBe(204);

    const names = async (query: object) =>
      (await client.appList({ query: { limit: 200, ...query } })).items.map(({ name }) => name);
    expect(await names({})).not.toContain(app);
    expect(await names({ archived: true })).toContain(app);
    expect(await client.appView({ path: { app } })).toMatchObject({
      archivedAt: expect.any(String) as string,
      environments: [{ environment: "staging", version: "v1" }],
    });
    const refusals = [
      () => draft(client, { app, version: "v3" }),
      () => client.versionPublish({ path: { app, version: "v2" }, body: { digest: drafted.digest } }),
      () => client.deploymentCreate({ path: { app }, body: { version: "v1", environment: "production" } }),
      () => client.removalCreate({ path: { app }, body: { environment: "staging" } }),
      () => client.policyPut({ path: { app, policy: "main" }, body }),
      () => client.policyMatch({ path: { app }, query: { branch: "main" } }),
      () => client.appRegister({ body: { name: app, namespace: "shop", description: "first" } }),
    ];
    for (const refused of refusals)
      await expect(refused()).rejects.toMatchObject({ status: 409, code: "app-archived" });
    expect(await repository.files(`environments/staging/apps/${app}`)).toHaveLength(3);
    expect((await client.versionList({ path: { app } })).items).toHaveLength(1);

    const restored = await client.appRestore({ path: { app } });
    expect(restored).not.toHaveProperty("archivedAt");
    expect((await publish(client, { app, version: "v4" })).deployments).toHaveLength(1);
  });

  test("a hold pauses policies until it is released, and holds nobody else up", async () => {
    const { client } = smithd();
    const app = await register("held");
    const path = { app, environment: "staging" };
    await client.policyPut({
      path: { app, policy: "main" },
      body: { environment: "staging", branches: ["main"] },
    });
    const held = await raw(
      "PUT",
      `/v1/apps/${app}/holds/staging`,
      { reason: "sale" },
      { "content-type": "application/json" },
    );
    expect(held).toMatchObject({ response: { status: 201 }, body: { app, reason: "sale", heldBy: "ada" } });
    expect(await client.holdPut({ path, body: { reason: "the whole sale" } })).toMatchObject({
      reason: "the whole sale",
    });
    // Nothing runs there, and still it shows.
    expect(await client.appView({ path: { app } })).toMatchObject({
      environments: [],
      holds: [{ environment: "staging", reason: "the whole sale" }],
    });
    const match = (query: object) => client.policyMatch({ path: { app }, query });
    expect(await match({ branch: "main" })).toMatchObject({
      matches: [],
      skipped: [{ policy: "main", reason: "held" }],
    });
    const { deployments, skipped } = await publish(client, { app, version: "v1" });
    expect({ deployments, skipped }).toMatchObject({ deployments: [], skipped: [{ reason: "held" }] });
    await client.holdPut({ path, body: { reason: "x".repeat(1000) } });
    expect((await match({ branch: "main" })).skipped[0]!.detail.length).toBeLessThanOrEqual(1000);
    await client.holdRelease({ path });
    expect(await match({ branch: "main" })).toEqual({
      matches: [{ policy: "main", environment: "staging" }],
      skipped: [],
    });
    expect(
      (await publish(client, { app, version: "v2", date: "2026-11-24T10:00:00Z" })).deployments,
    ).toHaveLength(1);
    await expect(client.holdRelease({ path })).rejects.toMatchObject({ code: "hold-unknown" });
    await expect(
      client.holdPut({ path: { app, environment: "nowhere" }, body: { reason: "x" } }),
    ).rejects.toMatchObject({ code: "environment-unknown" });
  });

  test("where a branch or tag would go is answered by the rules themselves", async () => {
    const { client } = smithd();
    const app = await register("matches");
    const put = (policy: string, body: object) =>
      client.policyPut({ path: { app, policy }, body: { environment: "staging", ...body } });
    await put("branches", { branches: ["release/**", "!release/old"] });
    await put("tags", { environment: "production", tags: ["v*"] });
    const match = async (query: object) => {
      const { matches, skipped } = await client.policyMatch({ path: { app }, query });
      return [...matches.map(({ policy }) => policy), ...skipped.map(({ reason }) => reason)];
    };
    expect(await match({ branch: "release/1.0" })).toEqual(["branches"]);
    expect(await match({ branch: "release/old" })).toEqual([]);
    expect(await match({ tag: "v1" })).toEqual(["tags"]);
    expect(await match({ branch: "release/1.0", pullRequest: true })).toEqual(["pull-request"]);
    for (const query of [{}, { branch: "a", tag: "b" }])
      await expect(match(query)).rejects.toMatchObject({ status: 400, code: "request-invalid" });
  });

  test("what somebody changed or removed in the repository is drift, and deploying again ends it", async () => {
    const { client, repository } = smithd();
    const [app, other] = [await register("drifts"), await register("stays")];
    for (const one of [app, other]) {
      await publish(client, { app: one, version: "v1" });
      await deploy(client, "v1", "production", one);
    }
    // Written by smithd itself a moment ago, so it need not ask for another 15 seconds: let it see.
    const drifted = async () => {
      await client
        .environmentView({ path: { environment: "unheard-of" } })
        .catch(() => "It asked the repository.");
      const view = await client.environmentView({ path: { environment: "production" } });
      const of = (name: string) => view.apps.find((each) => each.app === name)?.drifted;
      const [shown] = (await client.appView({ path: { app } })).environments;
      expect(shown!.drifted).toBe(of(app));
      return [of(app), of(other)];
    };
    expect(await drifted()).toEqual([false, false]);
    const file = `environments/production/apps/${app}/config.yaml`;
    await repository.commit({ [file]: configMap(app, "by hand") });
    expect(await drifted()).toEqual([true, false]);
    await deploy(client, "v1", "production", app);
    expect(await drifted()).toEqual([false, false]);
    await repository.commit({ [`environments/production/apps/${app}`]: undefined });
    expect(await drifted()).toEqual([true, false]);
  });

  test("what is deployed at this moment is never called drift", async () => {
    const { client } = smithd();
    const apps = await Promise.all(Array.from({ length: 6 }, (_, index) => register(`busy-${index}`)));
    for (const app of apps) for (const version of ["v1", "v2"]) await publish(client, { app, version });
    let done = false;
    const drifted = new Set<string>();
    const watch = async () => {
      while (!done)
        for (const one of (await client.environmentView({ path: { environment: "staging" } })).apps)
          if (one.drifted && apps.includes(one.app)) drifted.add(one.app);
    };
    const watching = [watch(), watch(), watch()];
    for (const version of ["v1", "v2", "v1", "v2"])
      await Promise.all(apps.map((app) => deploy(client, version, "staging", app)));
    done = true;
    await Promise.all(watching);
    expect([...drifted]).toEqual([]);
  });

  test("a key opens until it is revoked, and its secret is shown once", async () => {
    const { client, url } = smithd();
    const expiresAt = "2099-01-01T00:00:00.000Z";
    const made = await raw(
      "POST",
      "/v1/keys",
      { name: "ci", expiresAt },
      { "content-type": "application/json" },
    );
    const { id, key } = made.body as { id: string; key: string };
    expect(made.response.headers.get("location")).toBe(`${url}/v1/keys/${id}`);
    const theirs = connect({ url, apiKey: key, userAgent: "tests", patienceMs: 0 });
    expect(await theirs.whoami()).toMatchObject({ keyId: id, name: "ci", expiresAt });
    const list = await raw("GET", "/v1/keys?limit=200");
    expect(JSON.stringify(list.body)).not.toContain(key.split("_")[2]);
    const shown = (list.body["items"] as { id: string }[]).find((one) => one.id === id);
    expect(shown).toMatchObject({ name: "ci", expiresAt, lastUsedAt: expect.any(String) as string });
    await client.keyRevoke({ path: { key: id } });
    await client.keyRevoke({ path: { key: id } });
    await expect(theirs.whoami()).rejects.toMatchObject({ status: 401, code: "unauthenticated" });
    await expect(client.keyRevoke({ path: { key: "nobody" } })).rejects.toMatchObject({
      code: "key-unknown",
    });
    const over = client.keyCreate({ body: { name: "ci", expiresAt: "2020-01-01T00:00:00Z" } });
    await expect(over).rejects.toMatchObject({ status: 422, code: "key-invalid" });
    const before = await client.keyList({ query: { limit: 200 } });
    const leap = client.keyCreate({ body: { name: "leap", expiresAt: "2098-12-31T23:59:60Z" } });
    await expect(leap).rejects.toMatchObject({ status: 400, code: "request-invalid" });
    expect((await client.keyList({ query: { limit: 200 } })).items).toHaveLength(before.items.length);
  });
});
