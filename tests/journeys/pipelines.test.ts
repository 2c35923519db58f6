import { expect, test } from "vitest";
import { isProblem } from "../../clients/problems.ts";
import { configMap, finished, publish, type Source } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd, engine) => {
  const suffix = engine.name.toLowerCase();
  const withPolicy = async (name: string) => {
    const { client } = smithd();
    const app = `${name}-${suffix}`;
    await client.appRegister({ body: { name: app, namespace: "shop" } });
    const body = { environment: "staging", branches: ["main"] };
    await client.policyPut({ path: { app, policy: "main" }, body });
    return app;
  };
  const run = async (source: Source) => {
    const result = await publish(smithd().client, source);
    for (const deployment of result.deployments) await finished(smithd().client, deployment);
    return result;
  };
  const commitsOf = async (app: string) =>
    (await smithd().repository.subjects()).filter((subject) => subject.includes(` ${app} `));
  const configOf = (app: string) => smithd().repository.read(`environments/staging/apps/${app}/config.yaml`);

  test("a pipeline that runs again publishes nothing new, deploys nothing twice and brings nothing back", async () => {
    const app = await withPolicy("again");
    const [first, second] = [
      { app, version: "v1", date: "2026-11-23T10:00:00Z" },
      { app, version: "v2", date: "2026-11-23T11:00:00Z" },
    ];
    const once = await run(first);
    expect(await run(first)).toMatchObject({ deployments: [{ id: once.deployments[0]!.id }] });
    expect(await commitsOf(app)).toEqual([`Deploy ${app} v1 to staging`]);
    await run(second);
    const head = await smithd().repository.head();
    expect((await run(first)).deployments.map(({ id }) => id)).toEqual(once.deployments.map(({ id }) => id));
    expect(await smithd().repository.head()).toBe(head);
    expect(await configOf(app)).toBe(configMap(app, "v2"));
    // An older commit that is built late does not go out either.
    const late = await run({ app, version: "v0", date: "2026-11-23T09:00:00Z" });
    expect(late).toMatchObject({ deployments: [], skipped: [{ reason: "older-than-requested" }] });
    expect(await commitsOf(app)).toHaveLength(2);
  });

  test("two pipelines that race with the same files publish one version and make one commit", async () => {
    const app = await withPolicy("same");
    const results = await Promise.all([1, 2, 3, 4].map(() => run({ app, version: "v1" })));
    expect(new Set(results.map(({ deployments }) => deployments[0]!.id)).size).toBe(1);
    expect(await commitsOf(app)).toEqual([`Deploy ${app} v1 to staging`]);
  });

  test("two pipelines that race with other files: one is published whole, the other is told, and its files are nowhere", async () => {
    const app = await withPolicy("other");
    const files = (who: string) => ({
      "config.yaml": configMap(app, who),
      [`${who}.yaml`]: configMap(`${app}-${who}`),
    });
    const racers = ["ada", "grace"];
    const results = await Promise.allSettled(
      racers.map((who) => run({ app, version: "v1", files: files(who) })),
    );
    const [winner] = racers.filter((_, index) => results[index]!.status === "fulfilled");
    for (const result of results)
      if (result.status === "rejected") {
        const told = [
          "draft-replaced",
          "files-missing",
          "version-content-differs",
          "version-being-published",
        ];
        // An upload to a draft that was replaced goes nowhere; publishing says so.
        expect(isProblem(result.reason, ...told), String(result.reason)).toBe(true);
      }
    expect(winner, "neither was published").toBeDefined();
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await configOf(app)).toBe(configMap(app, winner));
    const folder = `environments/staging/apps/${app}`;
    expect(await smithd().repository.files(folder)).toEqual(
      ["config.yaml", `${winner}.yaml`, "kustomization.yaml", "version.yml"]
        .sort()
        .map((name) => `${folder}/${name}`),
    );
    expect(await commitsOf(app)).toHaveLength(1);
  });
});
