import { createHash } from "node:crypto";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import type { Deployment } from "../../generated/api.ts";
import { git, type Repository } from "../support/git.ts";
import type { File } from "./asking.ts";
import { canLieTogether, isKustomizationName, isManifestName } from "./rules.ts";

/** Every file at the head by its path: its mode, and the id that git makes of its bytes. */
export type Tree = Map<string, string>;

export async function treeOf({ path }: Repository): Promise<Tree> {
  const listed = await git(path, "ls-tree", "-r", "-z", "--full-tree", "main");
  const entries = listed.split("\0").filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const [facts, name] = [entry.slice(0, entry.indexOf("\t")), entry.slice(entry.indexOf("\t") + 1)];
      const [mode, , id] = facts.split(" ");
      return [name, `${mode} ${id}`];
    }),
  );
}

/** An ordinary file of these bytes, as it stands in a tree. */
function entryOf(bytes: Uint8Array): string {
  return `100644 ${createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex")}`;
}

/** What a version looks like in one environment: what lies under environments/<env>/ counts there alone, and wins. */
export function viewIn(files: readonly File[], environment: string): Map<string, Uint8Array> {
  const start = `environments/${environment}/`;
  const common = files.filter(({ path }) => !path.startsWith("environments/"));
  const own = files.filter(({ path }) => path.startsWith(start));
  return new Map([
    ...common.map(({ path, bytes }) => [path, bytes] as const),
    ...own.map(({ path, bytes }) => [path.slice(start.length), bytes] as const),
  ]);
}

interface Landing {
  repository: Repository;
  app: string;
  environment: string;
  files: readonly File[];
}

/**
 * Runs a deployment, and holds the whole repository after it against the one before: the app's folder is the version's
 * view and nothing else, its parent has a line for the app, every other file is the same.
 */
export async function expectToLand(
  { repository, app, environment, files }: Landing,
  deploy: () => Promise<Deployment>,
): Promise<Deployment> {
  const apps = `environments/${environment}/apps`;
  const parent = `${apps}/kustomization.yaml`;
  const [head, before] = [await repository.head(), await treeOf(repository)];
  const textBefore = await repository.read(parent);
  const deployment = await deploy();
  expect(deployment).toMatchObject({ status: "deployed", changed: true, environment, app });
  const log = await git(repository.path, "log", "--format=%H", `${head}..main`);
  expect(log).toBe(`${deployment.commit}\n`);
  const after = await treeOf(repository);
  const [rest, folder] = split(after, `${apps}/${app}/`);
  rest.set(parent, before.get(parent)!);
  expect(rest).toEqual(split(before, `${apps}/${app}/`)[0]);
  expectLine(textBefore, await repository.read(parent), app);
  await expectFolder(folder, viewIn(files, environment), app, () =>
    repository.read(`${apps}/${app}/kustomization.yaml`),
  );
  return deployment;
}

/** What lies elsewhere, and what lies in a folder, by its path there. */
function split(tree: Tree, folder: string): [Tree, Tree] {
  const entries = [...tree];
  return [
    new Map(entries.filter(([path]) => !path.startsWith(folder))),
    new Map(
      entries.flatMap(([path, entry]) =>
        path.startsWith(folder) ? [[path.slice(folder.length), entry]] : [],
      ),
    ),
  ];
}

/** Its line is the only one that may be new. */
function expectLine(before: string, after: string, app: string): void {
  const isLine = (line: string) => line.trim() === `- ${app}`;
  expect(after.split("\n").filter(isLine)).toHaveLength(1);
  const others = (content: string) => content.split("\n").filter((line) => !isLine(line));
  expect(others(after)).toEqual(others(before));
}

async function expectFolder(
  folder: Tree,
  view: Map<string, Uint8Array>,
  app: string,
  kustomization: () => Promise<string>,
): Promise<void> {
  const expected = new Map([...view].map(([path, bytes]) => [path, entryOf(bytes)]));
  if (!view.has("kustomization.yaml") && !view.has("kustomization.yml")) {
    // Otherwise it would be compared with itself.
    expect(expected.keys()).not.toContain("kustomization.yaml");
    expect(parse(await kustomization())).toEqual({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      namespace: app,
      resources: expect.toSatisfy((resources: string[]) =>
        isSame(resources, resourcesOf([...view.keys()])),
      ) as string[],
    });
    expected.set("kustomization.yaml", folder.get("kustomization.yaml")!);
  }
  expect(folder).toEqual(expected);
  expect(canLieTogether([...folder.keys()]), [...folder.keys()].join()).toBe(true);
}

const isSame = (a: string[], b: string[]) => JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** Manifests one by one; a folder with a kustomization stands for all that is in it. */
function resourcesOf(paths: string[]): string[] {
  const folders = paths.filter(isKustomizationName).map((path) => dirname(path));
  const around = (path: string) => folders.filter((folder) => path.startsWith(`${folder}/`));
  const single = paths.filter(
    (path) => path !== "version.yml" && isManifestName(path) && around(path).length === 0,
  );
  return [...new Set([...single, ...folders.filter((folder) => around(folder).length === 0)])];
}

const foreign: Record<string, string | Uint8Array> = {
  "README.md": "# Ours\r\n\r\nNot smithd's.",
  // Whoever used a work tree would write other bytes because of these.
  ".gitattributes": "* text=auto eol=crlf\n*.yaml ident filter=lfs\n",
  "environments/.gitattributes": "*.bin text\n",
  ".gitignore": "*\n!*/\n",
  "clusters/staging/apps.yaml": "# ours\n",
  "clusters/staging/infrastructure.yaml": Buffer.from([0, 1, 2, 255, 254, 13, 10]),
  "environments/staging/.deploysmith.yaml": "confirm: never\n",
  "environments/staging/infrastructure/kustomization.yaml": "resources: []\n",
  "environments/staging/apps/other/deployment.yaml": "a: 1   \r\n",
  "environments/staging/apps/other/version.yml": "app: other\n",
  // The names of the apps that are deployed here begin like this one, or are its beginning.
  "environments/staging/apps/app-/stray.yaml": "",
  "environments/staging/apps/app-1-and-more/stray.yaml": "a: 1",
  "environments/production/apps/äther/stray.yaml": "ä: ö\n",
  "environments/staging/apps/kustomization.yaml":
    "# ours\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  # first\n  - other # theirs\n  - app-1-and-more\n",
  "environments/production/apps/kustomization.yaml": "resources:\n- other\n",
};

/** What others have in the repository: none of it is smithd's to change, but for a line in two of the files. */
export async function commitForeign(repository: Repository): Promise<void> {
  await repository.change(async (clone) => {
    for (const [path, content] of Object.entries(foreign)) {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), content);
    }
    await writeFile(join(clone, "deploy.sh"), "#!/bin/sh\n");
    await chmod(join(clone, "deploy.sh"), 0o755);
    await symlink("../other/version.yml", join(clone, "environments/staging/apps/linked"));
    await git(clone, "-c", "core.autocrlf=false", "add", "--all", "--force");
  }, "What others have here");
}
