import { expect, test } from "vitest";
import { deploy, finished, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";

againstSmithd((smithd) => {
  test("a version goes from CI into a commit by its policy, then to production by hand, and back", async () => {
    const { client, repository } = smithd();
    const registered = await client.appRegister({ body: { name: "api-service", namespace: "shop" } });
    expect(registered).toMatchObject({ name: "api-service", namespace: "shop", environments: [] });
    await client.policyPut({
      path: { app: "api-service", policy: "main-to-staging" },
      body: { environment: "staging", branches: ["main"] },
    });

    const first = await publish(client, { version: "v1" });
    expect(first.version).toMatchObject({ status: "published", metadata: { git: { branch: "main" } } });
    expect(first.deployments).toMatchObject([
      { environment: "staging", kind: "auto", policy: "main-to-staging" },
    ]);
    const staged = await finished(client, first.deployments[0]!);
    expect(staged).toMatchObject({ status: "deployed", changed: true, commit: await repository.head() });

    expect(await repository.files("environments/staging/apps/api-service")).toEqual([
      "environments/staging/apps/api-service/config.yaml",
      "environments/staging/apps/api-service/kustomization.yaml",
      "environments/staging/apps/api-service/version.yml",
    ]);
    expect(await repository.read("environments/staging/apps/api-service/kustomization.yaml")).toMatch(
      /^namespace: shop$[^]*^resources:\n {2}- config\.yaml$/m,
    );
    expect(await repository.read("environments/staging/apps/kustomization.yaml")).toContain("- api-service");
    expect(await repository.message(staged.commit!)).toBe(
      `Deploy api-service v1 to staging\n\nDeploySmith-Deployment: ${staged.id}\nDeploySmith-App: api-service\n` +
        `DeploySmith-Environment: staging\nDeploySmith-Version: v1\nDeploySmith-Digest: ${first.version.digest}\n` +
        `DeploySmith-Kind: auto\nDeploySmith-Requested-By: ada\n\n`,
    );

    const second = await publish(client, { version: "v2" });
    await finished(client, second.deployments[0]!);
    expect(await deploy(client, "v2", "production")).toMatchObject({ kind: "manual", status: "deployed" });

    const back = await deploy(client, "v1", "production");
    expect(back).toMatchObject({ kind: "rollback", status: "deployed", changed: true });
    expect((await repository.subjects())[0]).toBe("Roll back api-service to v1 in production");

    const versions = await client.versionList({ path: { app: "api-service" } });
    expect(
      versions.items.map(({ id, deployedTo }) => [id, deployedTo.map(({ environment }) => environment)]),
    ).toEqual([
      ["v2", ["staging"]],
      ["v1", ["production"]],
    ]);
    const app = await client.appView({ path: { app: "api-service" } });
    expect(app.environments).toMatchObject([
      {
        environment: "production",
        version: "v1",
        commit: back.commit,
        hold: { heldBy: "ada", reason: "rolled back to v1" },
      },
      { environment: "staging", version: "v2" },
    ]);
    expect(await client.environmentView({ path: { environment: "production" } })).toMatchObject({
      name: "production",
      appCount: 1,
      apps: [{ app: "api-service", version: "v1", hold: { heldBy: "ada" } }],
    });
    const deployments = await client.deploymentList({ query: { app: "api-service" } });
    expect(
      deployments.items.map(({ version, environment, kind }) => `${kind} ${version} ${environment}`),
    ).toEqual(["rollback v1 production", "manual v2 production", "auto v2 staging", "auto v1 staging"]);
  });
});
