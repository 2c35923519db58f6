import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { GitopsRepository } from "../../domain/ports.ts";
import { apiFolder, author, deployment, gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
let repository: GitopsRepository;

beforeEach(async () => {
  remote = await remoteForTests();
  repository = await remote.open();
});
afterEach(() => remote.remove());

async function push(files: Record<string, string | Uint8Array>) {
  const [commit] = await repository.build(await repository.head(), [deployment(files)]);
  return { commit: commit!, outcome: await repository.push(commit!) };
}

test("asks the remote only when it has to, and says when it did", async () => {
  expect(repository.syncedAt).toBeUndefined();
  expect(await repository.head()).toBe(remote.head());
  const first = repository.syncedAt!;
  expect(first).toBeGreaterThan(Date.now() - 20_000);
  const seen = await repository.head();
  const foreign = remote.commit({ "notes.txt": "hello" });
  expect(await repository.head()).toBe(seen);
  expect(await repository.sync()).toBe(foreign);
  expect(await repository.head()).toBe(foreign);
});

test("callers that ask at the same time share an exchange that began after they asked", async () => {
  await repository.sync();
  const early = repository.sync();
  await new Promise((resolve) => setImmediate(resolve));
  const foreign = remote.commit({ "notes.txt": "hello" });
  const late = await Promise.all([repository.sync(), repository.sync()]);
  expect(late).toEqual([foreign, foreign]);
  await early;
});

test("replaces a folder as a whole and leaves the rest alone", async () => {
  await push({ "a.yaml": "1", "sub/b.yaml": "2", "version.yml": "v1" });
  const { commit, outcome } = await push({ "a.yaml": "3", "version.yml": "v2" });
  expect(outcome).toBe("accepted");
  expect(remote.head()).toBe(commit);
  expect(await repository.head()).toBe(commit);
  expect(remote.files(apiFolder)).toEqual([`${apiFolder}/a.yaml`, `${apiFolder}/version.yml`]);
  expect(remote.files("README.md")).toEqual(["README.md"]);
  expect(remote.git("show", "-s", "--format=%an <%ae> %at %cn %ct", "main")).toBe(
    `${author.name} <${author.email}> 1700000100 ${author.name} 1700000100`,
  );
});

test("deletes a folder when it is replaced by nothing", async () => {
  await push({ "a.yaml": "1" });
  expect((await push({})).outcome).toBe("accepted");
  expect(remote.files(apiFolder)).toEqual([]);
  expect(await repository.folder(await repository.head(), apiFolder)).toEqual(new Map());
});

test("pushes many commits at once, each on the one before", async () => {
  const head = await repository.head();
  const plans = Array.from({ length: 20 }, (_, index) =>
    deployment({ "a.yaml": `${index}` }, `Deploy ${index}\n`),
  );
  const commits = await repository.build(head, plans);
  expect(await repository.push(commits.at(-1)!)).toBe("accepted");
  expect(remote.git("rev-list", "--reverse", `${head}..main`).split("\n")).toEqual(commits);
  expect(remote.git("show", "-s", "--format=%s", commits[7]!)).toBe("Deploy 7");
});

test("a file that is written alone leaves its folder", async () => {
  const path = "environments/staging/apps/kustomization.yaml";
  const head = await repository.head();
  const change = { kind: "write-file" as const, path, bytes: Buffer.from("resources: [api]\n") };
  const [commit] = await repository.build(head, [{ message: "x", date: 0, changes: [change] }]);
  expect(Buffer.from((await repository.read(commit!, path))!).toString()).toBe("resources: [api]\n");
  expect((await repository.folder(commit!, "environments/staging")).size).toBe(1);
});

test("knows the id that git gives to bytes, so that what is unchanged can be seen", async () => {
  const { commit } = await push({ "a.yaml": "1", "empty.yaml": "" });
  const folder = await repository.folder(commit, apiFolder);
  expect(folder).toEqual(
    new Map([
      ["a.yaml", repository.blobId(Buffer.from("1"))],
      ["empty.yaml", repository.blobId(new Uint8Array())],
    ]),
  );
});

test("links and modules have an id that no bytes have, and no bytes", async () => {
  const script = `commit refs/heads/main\ncommitter O <o@e> 1 +0000\ndata 1\nx\nfrom refs/heads/main^0\nM 120000 inline ${apiFolder}/link\ndata 4\na.yl\nM 160000 ${"1".repeat(40)} ${apiFolder}/module\nM 100755 inline ${apiFolder}/run\ndata 1\n1\n`;
  gitIn(remote.path, ["fast-import", "--quiet"], script);
  const head = await repository.sync();
  const folder = await repository.folder(head, apiFolder);
  expect(folder.get("link")).not.toBe(repository.blobId(Buffer.from("a.yl")));
  expect(folder.get("module")).toBe(`160000:${"1".repeat(40)}`);
  expect(folder.get("run")).toBe(repository.blobId(Buffer.from("1")));
  expect(await repository.read(head, `${apiFolder}/link`)).toBeUndefined();
  expect(await repository.read(head, `${apiFolder}/module`)).toBeUndefined();
});

test.each([
  ["no/such/file"],
  ["environments"],
  [""],
  ["a\nb"],
  ["../README.md"],
  ["README.md/x"],
  ["./README.md"],
])("%j is no file", async (path) => {
  expect(await repository.read(await repository.head(), path)).toBeUndefined();
});

test("takes paths with odd characters as they are", async () => {
  const odd = [
    "with space.yaml",
    'quo"te.yaml',
    "back\\slash.yaml",
    "tab\tand\nline.yaml",
    "ümlaut-日本.yaml",
    "-dash",
    "#x",
  ];
  const { commit } = await push(Object.fromEntries(odd.map((path) => [path, path])));
  expect([...(await repository.folder(commit, apiFolder)).keys()].sort()).toEqual([...odd].sort());
  expect(Buffer.from((await repository.read(commit, `${apiFolder}/${odd[1]}`))!).toString()).toBe(odd[1]);
});

test("carries files of any size and content", async () => {
  const huge = Buffer.alloc(20 * 1024 * 1024, "0123456789abcdef\n\0done\n");
  const { commit, outcome } = await push({ "huge.yaml": huge, "small.yaml": "done\nM 100644" });
  expect(outcome).toBe("accepted");
  expect(Buffer.compare((await repository.read(commit, `${apiFolder}/huge.yaml`))!, huge)).toBe(0);
});

test("a file beyond all measure is refused, and the next read works", async () => {
  const { commit } = await push({ "vast.yaml": Buffer.alloc(65 * 1024 * 1024), "small.yaml": "1" });
  const reads = ["vast", "small", "vast"].map((name) => repository.read(commit, `${apiFolder}/${name}.yaml`));
  const [vast, small] = await Promise.allSettled(reads);
  expect(vast).toMatchObject({ status: "rejected", reason: { code: "gitops-rejected" } });
  expect(small).toMatchObject({ status: "fulfilled" });
});

test("a foreign commit in between makes a push fall behind, and stays", async () => {
  const [commit] = await repository.build(await repository.head(), [deployment({ "a.yaml": "1" })]);
  const foreign = remote.commit({ "notes.txt": "hello" });
  expect(await repository.push(commit!)).toBe("behind");
  expect(remote.head()).toBe(foreign);
  expect(await repository.head()).toBe(foreign);
  expect((await push({ "a.yaml": "1" })).outcome).toBe("accepted");
  expect(remote.git("merge-base", "--is-ancestor", foreign, "main")).toBe("");
});

test("a foreign commit that the mirror fetched meanwhile is not overwritten", async () => {
  const [commit] = await repository.build(await repository.head(), [deployment({ "a.yaml": "1" })]);
  const foreign = remote.commit({ "notes.txt": "hello" });
  await repository.sync();
  expect(await repository.push(commit!)).toBe("behind");
  expect(remote.head()).toBe(foreign);
});

test("commits that somebody took back are not brought back by a push", async () => {
  const first = remote.head();
  remote.commit({ "secret.txt": "oops" });
  const [commit] = await repository.build(await repository.sync(), [deployment({ "a.yaml": "1" })]);
  remote.git("update-ref", "refs/heads/main", first);
  await expect(repository.push(commit!)).rejects.toMatchObject({ code: "gitops-rewritten" });
  expect(remote.head()).toBe(first);
});

test("a branch that somebody deleted is not made again by a push", async () => {
  const [commit] = await repository.build(await repository.head(), [deployment({ "a.yaml": "1" })]);
  remote.git("update-ref", "-d", "refs/heads/main");
  await expect(repository.push(commit!)).rejects.toMatchObject({ code: "gitops-missing-branch" });
  expect(remote.git("for-each-ref")).toBe("");
});

test("racing writers lose no commit", async () => {
  const others = await Promise.all(
    [1, 2, 3].map((n) => remote.open({ mirrorPath: join(remote.folder, `mirror-${n}`) })),
  );
  const write = async (writer: GitopsRepository, name: number) => {
    for (let attempt = 0; attempt < 30; attempt++) {
      const path = `environments/staging/apps/app-${name}`;
      const files = [{ path: "a.yaml", bytes: Buffer.from("1") }];
      const changes = [{ kind: "replace-folder" as const, path, files }];
      const [commit] = await writer.build(await writer.sync(), [{ message: `${name}\n`, date: 0, changes }]);
      const outcome = await writer.push(commit!);
      expect(["accepted", "behind"]).toContain(outcome);
      if (outcome === "accepted") return commit;
    }
    throw new Error("never accepted");
  };
  const commits = await Promise.all(others.map(write));
  expect(new Set(remote.git("rev-list", "main").split("\n"))).toEqual(
    new Set([...commits, ...remote.git("rev-list", "main").split("\n")]),
  );
  expect(remote.files("environments/staging/apps")).toHaveLength(4);
}, 60_000);

test("a push whose answer was lost is found in the remote", async () => {
  remote.hook("post-receive", "kill -9 $PPID");
  expect((await push({ "a.yaml": "1" })).outcome).toBe("accepted");
});

test("a push that ends in the middle with the remote unmoved is unknown", async () => {
  remote.hook("pre-receive", "kill -9 $PPID");
  expect((await push({ "a.yaml": "1" })).outcome).toMatchObject({ unknown: { code: "gitops-unreachable" } });
});

test("a push that ends in the middle while somebody else's lands is behind", async () => {
  // The hook moves the branch as another push would, then the connection dies.
  remote.hook(
    "pre-receive",
    `unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
     git update-ref refs/heads/main $(git -c user.name=o -c user.email=o@e commit-tree main^{tree} -p main -m other)
     kill -9 $PPID`,
  );
  expect((await push({ "a.yaml": "1" })).outcome).toBe("behind");
});

test("a hook's refusal is passed on without what could steer a terminal", async () => {
  remote.hook("update", `printf '\\033[31mNo deploys on \\033]0;x\\007Friday\\r\\n\\033[2J' >&2; exit 1`);
  const error = await push({ "a.yaml": "1" }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "gitops-rejected" });
  expect((error as Error).message).toContain("No deploys on Friday");
  expect((error as Error).message).toContain("hook declined");

  expect((error as Error).message).not.toMatch(/[\x00-\x1f\x7f]/);
  expect((error as Error).message.length).toBeLessThan(500);
});

test("a lock that stays in the remote is a refusal that says nothing of other pushes", async () => {
  remote.git("update-ref", "refs/heads/other", "main");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(remote.path, "refs/heads/main.lock"), "");
  const { outcome } = await push({ "a.yaml": "1" });
  expect(outcome).toMatchObject({ contended: { code: "gitops-rejected" } });
});

test("answers from the mirror while the remote is gone, and says so where it is needed", async () => {
  const head = await repository.head();
  const [commit] = await repository.build(head, [deployment({ "a.yaml": "1" })]);
  const { renameSync } = await import("node:fs");
  renameSync(remote.path, `${remote.path}.away`);
  expect(await repository.environments(head)).toHaveLength(2);
  await expect(repository.sync()).rejects.toMatchObject({ code: "gitops-unreachable" });
  await expect(repository.push(commit!)).rejects.toMatchObject({ code: "gitops-unreachable" });
  renameSync(`${remote.path}.away`, remote.path);
  expect(await repository.push(commit!)).toBe("accepted");
});

test("a branch that is not there is named", async () => {
  const other = await remote.open({ branch: "trunk", mirrorPath: join(remote.folder, "other") });
  await expect(other.head()).rejects.toMatchObject({ code: "gitops-missing-branch" });
  remote.git("update-ref", "refs/heads/trunk", "main");
  expect(await other.head()).toBe(remote.head());
});

test("opens without the remote, and needs it only then", async () => {
  const other = await remote.open({
    url: "file:///nonexistent/x.git",
    mirrorPath: join(remote.folder, "other"),
  });
  await expect(other.head()).rejects.toMatchObject({ code: "gitops-unreachable" });
  expect(other.syncedAt).toBeUndefined();
});

test("refuses protocols that run programs", async () => {
  const other = await remote.open({
    url: "ext::sh -c touch% /tmp/x",
    mirrorPath: join(remote.folder, "other"),
  });
  await expect(other.head()).rejects.toMatchObject({ code: "gitops-unreachable" });
});

test("knows where a folder last changed", async () => {
  const { commit } = await push({ "a.yaml": "1" });
  const later = remote.commit({ "notes.txt": "hello" });
  const head = await repository.sync();
  expect(head).toBe(later);
  expect(await repository.lastChange(head, apiFolder)).toBe(commit);
});

test("a commit that the mirror does not have is no empty repository", async () => {
  await repository.head();
  await expect(repository.folder("f".repeat(40), apiFolder)).rejects.toThrow("no commit");
  await expect(repository.push("f".repeat(40))).rejects.toThrow("not built here");
});

test("takes a repository with SHA-256 ids", async () => {
  const path = join(remote.folder, "sha256.git");
  gitIn(path, ["init", "--quiet", "--bare", "--object-format=sha256", "--initial-branch=main", path]);
  gitIn(
    path,
    ["fast-import", "--quiet"],
    "commit refs/heads/main\ncommitter O <o@e> 1 +0000\ndata 1\nx\nM 100644 inline environments/a/apps/x\ndata 1\ny\n",
  );
  const other = await remote.open({ url: `file://${path}`, mirrorPath: join(remote.folder, "other") });
  const head = await other.head();
  expect(head).toHaveLength(64);
  expect(await other.folder(head, "environments/a/apps")).toEqual(
    new Map([["x", other.blobId(Buffer.from("y"))]]),
  );
  const [commit] = await other.build(head, [deployment({ "a.yaml": "1" })]);
  expect(await other.push(commit!)).toBe("accepted");
});

test("stays small over many deployments", async () => {
  for (let index = 0; index < 60; index++) await push({ "a.yaml": `${index}` });
  await repository.sync();
  const packs = readdirSync(join(remote.mirrorPath, "objects/pack")).filter((name) => name.endsWith(".pack"));
  expect(packs.length).toBeLessThan(30);
  expect(await repository.lastChange(await repository.head(), apiFolder)).toBe(await repository.head());
}, 60_000);
