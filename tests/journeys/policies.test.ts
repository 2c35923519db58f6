import { expect, test } from "vitest";
import { deploy, draft, filesOf, finished, publish, upload } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const app = `policies-${engine.name.toLowerCase()}`;
  const put = (
    policy: string,
    body: { environment: string; branches?: string[]; tags?: string[]; pullRequests?: boolean },
    header = {},
  ) => smithd().client.policyPut({ path: { app, policy }, body, header });

  test("a policy is created, replaced and deleted, and lists show it", async () => {
    const { client, url, apiKey } = smithd();
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    expect(await put("temporary", { environment: "staging", branches: ["never"] })).toMatchObject({
      tags: [],
      pullRequests: false,
    });
    const replaced = await put("temporary", { environment: "production", tags: ["v*"] });
    expect(replaced).toMatchObject({ environment: "production", branches: [], tags: ["v*"] });
    expect((await client.policyList({ path: { app } })).items).toEqual([replaced]);

    const response = await fetch(`${url}/v1/apps/${app}/policies/temporary`, {
      method: "PUT",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ environment: "staging", branches: ["never"] }),
    });
    const etag = response.headers.get("etag")!;
    expect(etag).toMatch(/^"[^"]+"$/);
    await expect(
      put("temporary", { environment: "staging", branches: ["x"] }, { "If-Match": '"stale"' }),
    ).rejects.toMatchObject({ code: "precondition-failed", status: 412 });
    await expect(
      put("temporary", { environment: "staging", branches: ["x"] }, { "If-None-Match": "*" }),
    ).rejects.toMatchObject({ code: "precondition-failed" });
    await put("temporary", { environment: "staging", branches: ["x"] }, { "If-Match": etag });

    await client.policyDelete({ path: { app, policy: "temporary" } });
    await expect(client.policyDelete({ path: { app, policy: "temporary" } })).rejects.toMatchObject({
      code: "policy-unknown",
      status: 404,
    });
  });

  test("what a list shows of a policy is enough to change it, unless somebody else was there first", async () => {
    const { client } = smithd();
    const definition = { environment: "staging", branches: ["never"] };
    const path = { app, policy: "listed" };
    const created = await put("listed", definition);
    const [seen] = (await client.policyList({ path: { app } })).items;
    expect(seen).toEqual(created);
    const changed = await put("listed", definition, { "If-Match": seen!.etag });
    expect(changed.etag).not.toBe(seen!.etag);
    const stale = { status: 412, code: "precondition-failed" };
    await expect(put("listed", definition, { "If-Match": seen!.etag })).rejects.toMatchObject(stale);
    await expect(client.policyDelete({ path, header: { "If-Match": seen!.etag } })).rejects.toMatchObject(
      stale,
    );
    await client.policyDelete({ path, header: { "If-Match": changed.etag } });
  });

  test("a policy that could never work is refused with everything that is wrong", async () => {
    await expect(
      put("bad", { environment: "staging", branches: ["release/[a-", "!x"], tags: ["+"] }),
    ).rejects.toMatchObject({
      code: "policy-invalid",
      status: 422,
      errors: [{ pointer: "/branches/0" }, { pointer: "/tags/0" }],
    });
    await expect(put("bad", { environment: "staging" })).rejects.toMatchObject({ code: "policy-invalid" });
    await expect(put("bad", { environment: "stagin", branches: ["main"] })).rejects.toMatchObject({
      code: "environment-unknown",
      status: 404,
      detail: expect.stringMatching(/Did you mean staging\?.*production/) as string,
    });
    await expect(put("Bad Name", { environment: "staging", branches: ["main"] })).rejects.toMatchObject({
      code: "request-invalid",
      status: 400,
    });
  });

  test("matching policies are reduced to one deployment per environment, and every other says why it did not", async () => {
    const { client } = smithd();
    await put("a-main", { environment: "staging", branches: ["main"] });
    await put("b-all", { environment: "staging", branches: ["**", "!docs/**"] });
    await put("c-tags", { environment: "production", tags: ["v[0-9]+"] });

    const main = await publish(client, { app, version: "m1", date: "2026-11-23T10:00:00Z" });
    expect(main.deployments.map(({ environment, policy }) => [environment, policy])).toEqual([
      ["staging", "a-main"],
    ]);
    expect(main.skipped).toMatchObject([
      { policy: "b-all", environment: "staging", reason: "same-environment" },
    ]);
    await finished(client, main.deployments[0]!);

    const older = await publish(client, { app, version: "m0", date: "2026-11-23T09:00:00Z" });
    expect(older.deployments).toEqual([]);
    expect(older.skipped.map(({ policy, reason }) => [policy, reason])).toEqual([
      ["a-main", "older-than-requested"],
      ["b-all", "older-than-requested"],
    ]);

    const pull = await publish(client, { app, version: "pr", branch: "feature/x", pullRequest: "7" });
    expect(pull).toMatchObject({ deployments: [], skipped: [{ policy: "b-all", reason: "pull-request" }] });
    expect((await publish(client, { app, version: "docs", branch: "docs/x" })).skipped).toEqual([]);
    const tagged = await publish(client, { app, version: "t1", tag: "v1", date: "2026-11-23T11:00:00Z" });
    expect(tagged.deployments.map(({ environment }) => environment)).toEqual(["production"]);
    await finished(client, tagged.deployments[0]!);
  });

  test("after a rollback the next merge is held, until a person deploys something newer", async () => {
    const { client } = smithd();
    const next = await publish(client, { app, version: "m2", date: "2026-11-23T12:00:00Z" });
    await finished(client, next.deployments[0]!);
    expect(await deploy(client, "m1", "staging", app)).toMatchObject({ kind: "rollback" });
    const held = await publish(client, { app, version: "m3", date: "2026-11-23T13:00:00Z" });
    expect(held.deployments).toEqual([]);
    expect(held.skipped).toMatchObject([{ reason: "held" }, { reason: "held" }]);
    // What runs there already, asked for once more, is nothing newer.
    expect(await deploy(client, "m1", "staging", app)).toMatchObject({ changed: false });
    const { environments } = await client.appView({ path: { app } });
    expect(environments.find(({ environment }) => environment === "staging")).toHaveProperty("hold");
    expect(await deploy(client, "m3", "staging", app)).toMatchObject({ kind: "manual" });
    const free = await publish(client, { app, version: "m4", date: "2026-11-23T14:00:00Z" });
    expect(free.deployments).toHaveLength(1);
    // What publishing gave is given again, word for word.
    const again = await client.versionPublish({
      path: { app, version: "m3" },
      body: { digest: held.version.digest },
    });
    expect(again.skipped).toEqual(held.skipped);
  });

  test("a reason as long as it may be fits what publishing says of it", async () => {
    const { client } = smithd();
    const reason = "r".repeat(1000);
    const path = { app };
    for (const deployment of (await client.deploymentList({ query: { app } })).items)
      await finished(client, deployment);
    const asked = await client.deploymentCreate({
      path,
      body: { version: "m1", environment: "staging", reason },
    });
    expect(await finished(client, asked)).toMatchObject({ kind: "rollback" });
    const held = await publish(client, { app, version: "m5", date: "2026-11-23T15:00:00Z" });
    expect(held.skipped[0]).toMatchObject({ reason: "held" });
    expect(held.skipped[0]!.detail).toHaveLength(1000);
  });

  test("of an older and a newer version that are published at once the older is never deployed last", async () => {
    const { client } = smithd();
    for (const deployment of (await client.deploymentList({ query: { app } })).items)
      await finished(client, deployment);
    await smithd().repository.commit({ "environments/racing/apps/.gitkeep": "" });
    await put("d-race", { environment: "racing", branches: ["race"] });
    const prepare = async (version: string, date: string) => {
      const source = { app, version, date, branch: "race" };
      const { digest, uploads } = await draft(client, source);
      for (const one of uploads) await upload(one, filesOf(source)[one.path]!);
      return () => client.versionPublish({ path: { app, version }, body: { digest } });
    };
    for (let pair = 0; pair < 15; pair++) {
      const hour = `2026-11-24T${String(pair).padStart(2, "0")}`;
      const publishes = [
        await prepare(`old-${pair}`, `${hour}:00:00Z`),
        await prepare(`new-${pair}`, `${hour}:30:00Z`),
      ];
      const results = await Promise.all(publishes.map((publishIt) => publishIt()));
      const [old, newer] = results.map(({ deployments }) =>
        deployments.find(({ environment }) => environment === "racing"),
      );
      if (old) expect(old.id < newer!.id, "the newer one is deployed last").toBe(true);
      else
        expect(results[0]!.skipped).toContainEqual(
          expect.objectContaining({ policy: "d-race", reason: "older-than-requested" }),
        );
      expect(await finished(client, newer!)).toMatchObject({ status: "deployed" });
    }
  });
});
