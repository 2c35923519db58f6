import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Client } from "../../clients/client.ts";
import { setStage, type Stage } from "../../scripts/demo/stage.ts";
import { tell } from "../../scripts/demo/story.ts";
import { git } from "../support/git.ts";
import { deploy, finished, publish } from "../support/publish.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { readFile } from "node:fs/promises";

const run = promisify(execFile);
const kustomize = inject("kustomize");
let stage: Stage;
let client: Client;
let clone: string;

beforeAll(async () => {
  if (!kustomize) return;
  stage = await setStage(false);
  await tell(stage, () => {});
  const apiKey = (await readFile(stage.keyFile, "utf8")).trim();
  client = connect({ url: stage.url, apiKey, userAgent: "tests" });
  await client.appRegister({ body: { name: "own" } });
  await publish(client, { app: "own", files: own });
  for (const environment of ["staging", "production"]) await deploy(client, "v1", environment, "own");
  clone = await cloned();
});
afterAll(async () => {
  await stage?.clear();
  await removeTemporaryFolders();
});

async function cloned(): Promise<string> {
  const folder = join(await temporaryFolder(), "clone");
  await git("/", "clone", "--quiet", stage.repository, folder);
  return folder;
}

/** A version that brings its own kustomizations: a base, a component, a patch, a generator. */
const own = {
  "kustomization.yaml":
    "namespace: own\nresources: [base]\ncomponents: [parts]\npatches: [{path: patch.yaml}]\nconfigMapGenerator: [{name: generated, files: [app.properties]}]\n",
  "app.properties": "greeting = hello\n",
  "patch.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\ndata: {patched: 'true'}\n",
  "base/kustomization.yaml": "resources: [config.yaml]\n",
  "base/config.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\ndata: {a: b}\n",
  "parts/kustomization.yaml":
    "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {part: 'true'}\n",
  "environments/production/app.properties": "greeting = good evening\n",
};

test.skipIf(!kustomize).each(["staging", "production"])(
  "kustomize builds what smithd wrote for %s",
  async (environment) => {
    const { stdout } = await run(kustomize!, ["build", join(clone, "environments", environment, "apps")]);
    const kinds = [...stdout.matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind).sort();
    expect(kinds).toEqual(["ConfigMap", "ConfigMap", "Deployment", "Service"]);
    expect([...stdout.matchAll(/^ {2}namespace: (.*)$/gm)].map(([, name]) => name).sort()).toEqual([
      "hello",
      "hello",
      "own",
      "own",
    ]);
    expect(stdout).toContain(environment === "production" ? "replicas: 3" : "replicas: 1");
    expect(stdout).toContain(environment === "production" ? "greeting = good evening" : "greeting = hello");
    expect(stdout).not.toContain("committer");
  },
);

test.skipIf(!kustomize)(
  "kustomize builds what is left after a removal, and names a Namespace as smithd says",
  async () => {
    const market = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: market\n";
    await client.appRegister({ body: { name: "spaces", namespace: "spaces" } });
    const { version } = await publish(client, { app: "spaces", files: { "a.yaml": market } });
    expect(version.warnings).toMatchObject([{ code: "namespace-renamed" }]);
    await deploy(client, "v1", "staging", "spaces");
    const removal = await client.removalCreate({ path: { app: "own" }, body: { environment: "staging" } });
    expect(await finished(client, removal)).toMatchObject({ status: "deployed", changed: true });
    const folder = join(await cloned(), "environments", "staging", "apps");
    const { stdout } = await run(kustomize!, ["build", folder]);
    expect(stdout).toMatch(/^kind: Namespace\nmetadata:\n {2}name: spaces$/m);
    expect(stdout).not.toContain("own");
  },
);
