import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect } from "../../clients/client.ts";
import { setStage, type Stage } from "../../scripts/demo/stage.ts";
import { tell } from "../../scripts/demo/story.ts";
import { git } from "../support/git.ts";
import { deploy, publish } from "../support/publish.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { readFile } from "node:fs/promises";

const run = promisify(execFile);
const kustomize = inject("kustomize");
let stage: Stage;
let clone: string;

beforeAll(async () => {
  if (!kustomize) return;
  stage = await setStage(false);
  await tell(stage, () => {});
  const apiKey = (await readFile(stage.keyFile, "utf8")).trim();
  const client = connect({ url: stage.url, apiKey, userAgent: "tests" });
  await client.appRegister({ body: { name: "own" } });
  await publish(client, { app: "own", files: own });
  for (const environment of ["staging", "production"]) await deploy(client, "v1", environment, "own");
  clone = join(await temporaryFolder(), "clone");
  await git("/", "clone", "--quiet", stage.repository, clone);
});
afterAll(async () => {
  await stage?.clear();
  await removeTemporaryFolders();
});

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
