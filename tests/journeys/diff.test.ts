import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { VersionDiff } from "../../generated/api.ts";
import { git } from "../support/git.ts";
import { configMap, deploy, publish } from "../support/publish.ts";
import { againstSmithd } from "../support/suite.ts";
import { temporaryFolder } from "../support/temporary.ts";

againstSmithd((smithd, engine) => {
  const suffix = engine.name.toLowerCase();
  const register = async (name: string) => {
    const app = `${name}-${suffix}`;
    await smithd().client.appRegister({ body: { name: app, namespace: "shop" } });
    return app;
  };
  const diffOf = (app: string, version: string, environment = "staging"): Promise<VersionDiff> =>
    smithd().client.versionDiff({ path: { app, version }, query: { environment } });
  const inShort = ({ files }: VersionDiff) =>
    files.map(({ path, change, additions, deletions, omitted }) =>
      [change, path, omitted ?? `+${additions} -${deletions}`].join(" "),
    );

  /** The tree that a commit would have with a diff applied to it, by git itself. */
  const applied = async ({ head, files }: VersionDiff) => {
    const clone = join(await temporaryFolder(), "clone");
    await git(smithd().folder, "clone", "--quiet", "--no-checkout", smithd().repository.path, clone);
    // Else a .gitattributes would change the files here, which are to be the commit's.
    await mkdir(join(clone, ".git/info"), { recursive: true });
    await writeFile(join(clone, ".git/info/attributes"), "* -text -filter -ident !working-tree-encoding\n");
    await git(clone, "checkout", "--quiet", head);
    const patch = join(await temporaryFolder(), "all.patch");
    await writeFile(patch, files.map(({ diff }) => diff).join(""));
    await promisify(execFile)("git", ["-C", clone, "apply", "--index", patch]);
    return (await git(clone, "write-tree")).trim();
  };
  const treeOf = async (commit: string) =>
    (await git(smithd().repository.path, "rev-parse", `${commit}^{tree}`)).trim();

  test("it is exactly the commit that the deployment then makes", async () => {
    const app = await register("exact");
    const shared = { "same.yaml": configMap(`${app}-same`), "no-newline.yaml": configMap(app).trimEnd() };
    await publish(smithd().client, {
      app,
      version: "v1",
      files: { ...shared, "gone.yaml": configMap(`${app}-gone`), "a.yaml": configMap(`${app}-a`, "1") },
    });
    await publish(smithd().client, {
      app,
      version: "v2",
      files: {
        ...shared,
        "a.yaml": configMap(`${app}-a`, "2"),
        "new/b.yaml": configMap(`${app}-b`),
        "environments/staging/c.yaml": configMap(`${app}-c`),
      },
    });
    for (const version of ["v1", "v2", "v1"]) {
      const diff = await diffOf(app, version);
      const tree = await applied(diff);
      const { commit } = await deploy(smithd().client, version, "staging", app);
      expect(await treeOf(commit!)).toBe(tree);
      expect((await diffOf(app, version)).files).toEqual([]);
    }
    const diff = await diffOf(app, "v2");
    const folder = `environments/staging/apps/${app}`;
    expect(inShort(diff)).toEqual([
      `modified ${folder}/a.yaml +1 -1`,
      `added ${folder}/c.yaml +6 -0`,
      `deleted ${folder}/gone.yaml +0 -6`,
      `modified ${folder}/kustomization.yaml +2 -1`,
      `added ${folder}/new/b.yaml +6 -0`,
      `modified ${folder}/version.yml +2 -2`,
    ]);
    expect(diff).toMatchObject({
      runningVersion: "v1",
      kind: "manual",
      obstacles: [],
      environment: "staging",
    });
    expect(diff.files[0]!.diff).toContain('\n-  value: "1"\n+  value: "2"\n');
  });

  test("of an app that is new there it shows the parent's line, and of an earlier version that it goes back", async () => {
    const app = await register("new");
    for (const version of ["v1", "v2"]) await publish(smithd().client, { app, version });
    const first = await diffOf(app, "v2", "production");
    expect(inShort(first)).toContainEqual(
      expect.stringMatching(/^modified environments\/production\/apps\/kustomization\.yaml /),
    );
    expect(first).not.toHaveProperty("runningVersion");
    expect(await applied(first)).toBe(
      await treeOf((await deploy(smithd().client, "v2", "production", app)).commit!),
    );
    expect(await diffOf(app, "v1", "production")).toMatchObject({ kind: "rollback", runningVersion: "v2" });
  });

  test("whatever somebody made of the folder, it is exactly what the deployment makes of that", async () => {
    const { client, repository } = smithd();
    const app = await register("odd");
    const folder = `environments/staging/apps/${app}`;
    const lines = (end: string) => configMap(app).replaceAll("\n", end) + `# a line${end}`.repeat(2000);
    const files = {
      "crlf.yaml": lines("\r\n"),
      "no-end.yaml": configMap(`${app}-no-end`).trimEnd(),
      "program.yaml": configMap(`${app}-program`),
      "link.yaml": configMap(`${app}-link`),
      "module.yaml": configMap(`${app}-module`),
      "gone.yaml": configMap(`${app}-gone`),
    };
    await publish(client, { app, version: "v1", files: { ...files, "empty.yaml": "" } });
    await publish(client, {
      app,
      version: "v2",
      files: { ...files, "crlf.yaml": lines("\n"), "no-end.yaml": configMap(`${app}-no-end`) },
    });
    await deploy(client, "v1", "staging", app);
    const odd = 'ümläut\n\t\x01"\\ b';
    await repository.change(async (clone) => {
      const at = (name: string) => join(clone, folder, name);
      await writeFile(join(clone, ".gitattributes"), "*.yaml -diff\n* text eol=crlf\n");
      await git(clone, "config", "core.attributesFile", "/dev/null");
      await writeFile(join(clone, ".git/info/attributes"), "* -text\n");
      await chmod(at("program.yaml"), 0o755);
      await rm(at("link.yaml"));
      await symlink("program.yaml", at("link.yaml"));
      await rm(at("gone.yaml"));
      await mkdir(at(`gone.yaml/${odd}`), { recursive: true });
      await writeFile(at(`gone.yaml/${odd}/x`), "1\n");
      await git(clone, "add", "--all");
      const module = `160000,${"1".repeat(40)},${folder}/module.yaml`;
      await git(clone, "update-index", "--cacheinfo", module);
    });
    const diff = await diffOf(app, "v2");
    const tree = await applied(diff);
    expect(inShort(diff).map((line) => line.replace(`${folder}/`, ""))).toEqual([
      "modified crlf.yaml +2006 -2006",
      "deleted empty.yaml +0 -0",
      "added gone.yaml +6 -0",
      `deleted gone.yaml/${odd}/x +0 -1`,
      "modified kustomization.yaml +0 -1",
      "modified link.yaml +6 -1",
      "modified module.yaml +6 -1",
      "modified no-end.yaml +1 -1",
      "modified program.yaml +0 -0",
      "modified version.yml +2 -2",
    ]);
    const { commit } = await deploy(client, "v2", "staging", app);
    expect(await treeOf(commit!)).toBe(tree);
    await repository.change(async (clone) => {
      await rm(join(clone, ".gitattributes"));
      await git(clone, "add", "--all");
    });
  });

  test("binary files are named and not shown, and neither is what nobody would read", async () => {
    const app = await register("binary");
    const kustomization =
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\nresources: [a.yaml]\n" +
      "configMapGenerator:\n  - name: files\n    files: [logo.bin, long.txt]\n";
    await publish(smithd().client, {
      app,
      version: "v1",
      files: {
        "kustomization.yaml": kustomization,
        "a.yaml": configMap(app),
        "logo.bin": "a\0b",
        "long.txt": "0123456789\n".repeat(40_000),
      },
    });
    const diff = await diffOf(app, "v1");
    const folder = `environments/staging/apps/${app}`;
    expect(inShort(diff)).toEqual(
      expect.arrayContaining([`added ${folder}/logo.bin binary`, `added ${folder}/long.txt too-large`]),
    );
    expect(diff.files.find(({ path }) => path.endsWith("long.txt"))).toMatchObject({ additions: 40_000 });
    for (const { omitted, diff: text } of diff.files) expect(omitted === undefined).toBe(text !== undefined);
  });

  test("what would make the deployment fail is said beforehand", async () => {
    const { client, repository } = smithd();
    const [app, other] = [await register("obstacles"), await register("owner")];
    const files = { "a.yaml": configMap(`both-${suffix}`) };
    for (const one of [app, other]) await publish(client, { app: one, version: "v1", files });
    await deploy(client, "v1", "staging", other);
    await repository.commit({ [`environments/staging/apps/${app}/theirs.yaml`]: configMap("theirs") });
    const { obstacles, files: changes } = await diffOf(app, "v1");
    expect(obstacles.map(({ code }) => code)).toEqual(["folder-not-owned", "object-conflict"]);
    expect(obstacles[1]!.detail).toContain(`ConfigMap shop/both-${suffix} (of ${other})`);
    expect(changes.map(({ change, path }) => `${change} ${path.split("/").at(-1)}`)).toContain(
      "deleted theirs.yaml",
    );
    const failed = await deploy(client, "v1", "staging", app);
    expect(failed.failure).toEqual(obstacles[0]);
  });

  test("what is not there is said, and a draft has no diff", async () => {
    const { client } = smithd();
    const app = await register("unknown");
    await expect(diffOf(app, "v1")).rejects.toMatchObject({ code: "version-unknown" });
    await publish(client, { app, version: "v1" });
    await expect(diffOf(app, "v1", "nowhere")).rejects.toMatchObject({ code: "environment-unknown" });
  });

  test("a file is read as it was published", async () => {
    const { client } = smithd();
    const app = await register("file");
    const text = `# Grüße\n${configMap(app)}`;
    await publish(client, { app, version: "v1", files: { "a.yaml": text } });
    const read = (path: string) => client.versionFileView({ path: { app, version: "v1" }, query: { path } });
    const { url, apiKey } = smithd();
    const response = await fetch(`${url}/v1/apps/${app}/versions/v1/file?path=a.yaml`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toBe(text);
    await expect(read("b.yaml")).rejects.toMatchObject({
      code: "file-unknown",
      detail: expect.stringContaining("Did you mean a.yaml?") as string,
    });
    await expect(read("../../etc/passwd")).rejects.toMatchObject({ code: "file-unknown" });
  });
});
