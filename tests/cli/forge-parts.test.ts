import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deployment, FileDiff, VersionDraft, VersionPublishResult } from "../../generated/api.ts";
import { sqlite } from "../support/engines.ts";
import { configMap, deploy, publish } from "../support/publish.ts";
import { startTestSmithd, type TestSmithd } from "../support/smithd.ts";
import { removeTemporaryFolders, temporaryFolder } from "../support/temporary.ts";
import { runHere } from "./in-process.ts";
import { forge, settingsOf } from "./run.ts";
import { workspace, writeFiles } from "./workspace.ts";

let smithd: TestSmithd;
beforeAll(async () => {
  smithd = await startTestSmithd(sqlite);
});
afterAll(async () => {
  await smithd.stop();
  await removeTemporaryFolders();
});

const register = (name: string) => smithd.client.appRegister({ body: { name, namespace: "shop" } });
const ask = (...args: string[]) => runHere("forge", args, settingsOf(smithd));

/** Manifests with a version.yml of their own, so that no commit is needed. */
async function versionFolder(app: string, version: string, files: Record<string, string> = {}) {
  const versionFile =
    `app: ${app}\nversion: ${version}\ngit:\n  sha: ${"a".repeat(40)}\n  branch: main\n` +
    "  committer: Ada Lovelace <ada@example.com>\ndate: 2026-11-23T10:15:00Z\n";
  return writeFiles(await temporaryFolder(), {
    "version.yml": versionFile,
    "config.yaml": configMap(app),
    ...files,
  });
}

test("a version is published part by part: draft, upload, publish", async () => {
  await register("parts");
  const folder = await versionFolder("parts", "v1");
  const drafted = await ask("draft", folder, "--app", "parts");
  expect(drafted.stdout).toMatch(
    /^Version: +v1 of parts\nStatus: +draft\n[^]*^TO UPLOAD +BYTES\nconfig\.yaml +\d+$/m,
  );
  const { digest } = JSON.parse(
    (await ask("draft", folder, "--app", "parts", "--json")).stdout,
  ) as VersionDraft;
  expect(drafted.stderr).toContain(
    `Then publish: forge publish --app parts --version v1 --digest ${digest}\n`,
  );
  const publishDraft = ["publish", "--app", "parts", "--version", "v1", "--digest", digest];

  const early = await ask(...publishDraft);
  expect(early).toMatchObject({ code: 5, stdout: "" });
  expect(early.stderr).toMatch(/^ {2}config\.yaml {2}/m);

  const uploaded = await ask("upload", folder, "--app", "parts");
  expect(uploaded).toMatchObject({ code: 0, stdout: "2 of 2 files were uploaded.\n" });
  expect((await ask("upload", folder, "--app", "parts")).stdout).toBe("0 of 2 files were uploaded.\n");
  expect((await ask(...publishDraft)).stdout).toBe("parts v1 is published.\n");
  expect((await ask("draft", folder, "--app", "parts")).stderr).toContain("there is nothing left to do");
  expect((await ask("upload", folder, "--app", "parts")).stderr).toContain(
    "there was nothing left to upload",
  );
});

test("what was not drafted is not uploaded, and each file that differs is named", async () => {
  await register("changed");
  await ask(
    "draft",
    await versionFolder("changed", "v1", { "gone.yaml": configMap("gone") }),
    "--app",
    "changed",
  );
  const other = await versionFolder("changed", "v1", {
    "config.yaml": configMap("changed", "2"),
    "new.yaml": configMap("new"),
  });
  const ran = await ask("upload", other, "--app", "changed");
  expect(ran).toMatchObject({ code: 5, stdout: "" });
  expect(ran.stderr).toMatch(/^ {2}config\.yaml {2}has other content than was declared$/m);
  expect(ran.stderr).toMatch(/^ {2}gone\.yaml {2}was declared and is not here$/m);
  expect(ran.stderr).toMatch(/^ {2}new\.yaml {2}was not declared$/m);
});

test.each<[string[], RegExp]>([
  [["publish", "--app", "a"], /DIR is missing\./],
  [["publish", "--app", "a", "--digest", "d"], /--version is missing\./],
  [["publish", "DIR", "--app", "a", "--digest", "d"], /--digest publishes a draft without its folder\./],
  [["build", "DIR", "--app", "a"], /--out is missing\./],
  [["build", "DIR", "--app", "a", "--out", "DIR"], /lies in/],
  [["build", "DIR", "--app", "a", "--out", "x", "--namespace", "shop"], /--namespace needs --env\./],
  [["diff", "DIR", "--app", "a"], /--env is missing\./],
])("forge %j is told what is wrong", async (args, message) => {
  const ran = await ask(...args);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toMatch(message);
});

test("build writes what will be published, or what will lie in git, into an empty folder only", async () => {
  await register("built");
  const files = { "environments/production/config.yaml": configMap("built", "9") };
  const folder = await versionFolder("built", "v1", files);
  const out = join(await temporaryFolder(), "new/out");
  expect(await ask("build", folder, "--app", "built", "--out", out)).toMatchObject({
    code: 0,
    stdout: `built v1: 3 files in ${out}.\n`,
  });
  expect((await readdir(out, { recursive: true })).sort()).toEqual([
    ...["config.yaml", "environments", "environments/production", "environments/production/config.yaml"],
    "version.yml",
  ]);
  expect(await ask("build", folder, "--app", "built", "--out", out)).toMatchObject({ code: 2, stdout: "" });
  // Where folders cannot be made, Node's own way of making several at once never returns.
  const nowhere = process.platform === "linux" ? "/proc/a/b" : "/dev/null/a";
  expect(await ask("build", folder, "--app", "built", "--out", nowhere)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("cannot be used") as string,
  });

  const inGit = join(await temporaryFolder(), "production");
  const args = [
    "build",
    folder,
    "--app",
    "built",
    "--out",
    inGit,
    "--env",
    "production",
    "--namespace",
    "shop",
  ];
  expect(await ask(...args)).toMatchObject({ code: 0 });
  await publish(smithd.client, { app: "built", files: { "config.yaml": configMap("built"), ...files } });
  await deploy(smithd.client, "v1", "production", "built");
  for (const file of ["config.yaml", "kustomization.yaml"])
    expect(await readFile(join(inGit, file), "utf8")).toBe(
      await smithd.repository.read(`environments/production/apps/built/${file}`),
    );
});

test("diff shows how a folder differs from what runs, and publishes nothing", async () => {
  await register("compared");
  const generator = {
    "notes.txt": "a\nb\n",
    "kustomization.yaml":
      "namespace: shop\nresources: [config.yaml]\nconfigMapGenerator: [{name: notes, files: [notes.txt]}]\n",
  };
  await publish(smithd.client, {
    app: "compared",
    files: { "config.yaml": configMap("compared"), ...generator },
  });
  const args = (folder: string, environment: string) => [
    "diff",
    folder,
    "--app",
    "compared",
    "--env",
    environment,
  ];

  const same = await versionFolder("compared", "next", generator);
  expect((await ask(...args(same, "staging"))).stderr).toMatch(
    /where nothing runs: 3 files changed, \+11 −0\.\n$/,
  );
  await deploy(smithd.client, "v1", "staging", "compared");
  expect(await ask(...args(same, "staging"))).toMatchObject({
    code: 0,
    stdout: "",
    stderr: expect.stringMatching(/which runs v1: nothing would change\.\n$/) as string,
  });

  const changed = await versionFolder("compared", "next", {
    ...generator,
    "config.yaml": configMap("compared", "7"),
  });
  const ran = await ask(...args(changed, "staging"));
  expect(ran.stdout).toMatch(/^diff --git a\/environments\/staging\/apps\/compared\/config\.yaml /);
  expect(ran.stdout).toContain('-  value: "1"\n+  value: "7"\n');
  const { files, runningVersion } = JSON.parse((await ask(...args(changed, "staging"), "--json")).stdout) as {
    files: FileDiff[];
    runningVersion: string;
  };
  expect({ files, runningVersion }).toMatchObject({ files: [{ change: "modified" }], runningVersion: "v1" });
  expect((await ask(...args(same, "stagin"))).stderr).toContain("Did you mean staging?");
  expect(
    (await smithd.client.versionList({ path: { app: "compared" }, query: { status: "draft" } })).items,
  ).toEqual([]);
});

test("unknown fields are refused, and with --accept-unknown-fields recorded as warnings", async () => {
  await register("newer");
  const text = configMap("newer").replace("\ndata:", "\n  brandNew: true\ndata:");
  const folder = await versionFolder("newer", "v1", { "config.yaml": text });
  expect(await ask("validate", folder, "--app", "newer")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      "Where your cluster knows these fields: --accept-unknown-fields.",
    ) as string,
  });
  const accepted = ["--app", "newer", "--accept-unknown-fields"];
  expect(await ask("validate", folder, ...accepted)).toMatchObject({ code: 0 });
  expect(await ask("publish", folder, ...accepted)).toMatchObject({ code: 0 });
  const version = await smithd.client.versionView({ path: { app: "newer", version: "v1" } });
  expect(version.warnings).toMatchObject([{ code: "field-unknown", file: "config.yaml" }]);
});

test("a deployment that failed in an earlier run is told again, with what repeats it", async () => {
  await register("failing");
  await smithd.repository.commit({ "environments/staging/apps/failing/theirs.yaml": "a: 1\n" });
  const body = { environment: "staging", branches: ["main"] };
  await smithd.client.policyPut({ path: { app: "failing", policy: "main" }, body });
  const { path: cwd } = await workspace();
  const args = ["publish", "manifests", "--app", "failing", "--version", "v1", "--wait"];
  const first = await forge(args, { cwd, env: settingsOf(smithd) });
  expect(first.code).toBe(3);
  const again = await forge(args, { cwd, env: settingsOf(smithd) });
  expect(again.code).toBe(3);
  expect(again.stdout).toMatch(
    /^failing v1 was already published\.\nfailed {6}failing v1 in staging: folder-not-owned\n.*\n {2}To try again: smithctl deploy failing v1 --env staging\n$/,
  );
  const json = await forge([...args, "--json"], { cwd, env: settingsOf(smithd) });
  const { deployments } = JSON.parse(json.stdout) as VersionPublishResult;
  expect(deployments.map(({ status }: Deployment) => status)).toEqual(["failed"]);
});
