import { execFileSync } from "node:child_process";
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tidy } from "./maintenance.ts";
import { apiFolder, deployment, gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
const NOTHING = { code: 0, stdout: Buffer.alloc(0), stderr: "", milliseconds: 0 };
const manifest = `${apiFolder}/a.yaml`;

beforeEach(async () => {
  remote = await remoteForTests();
  remote.git("config", "uploadpack.allowFilter", "true");
  remote.commit({ [manifest]: "first", "elsewhere/notes.txt": "of no environment" });
  remote.commit({ [manifest]: "second" });
});
afterEach(() => remote.remove());

const missing = () =>
  gitIn(remote.mirrorPath, ["rev-list", "--objects", "--missing=print", "main"])
    .split("\n")
    .filter((line) => line.startsWith("?"));

/** Without asking the remote for it. */
const has = (object: string) => {
  try {
    execFileSync("git", [`--git-dir=${remote.mirrorPath}`, "cat-file", "-e", object], {
      stdio: "ignore",
      env: { PATH: process.env["PATH"], GIT_ALLOW_PROTOCOL: "none" },
    });
    return true;
  } catch {
    return false;
  }
};

test("a first clone leaves the contents of old files at the remote, and has what runs before it is needed", async () => {
  const repository = await remote.open();
  const head = await repository.sync();
  await expect.poll(() => has(`main:${manifest}`)).toBe(true);
  expect(has(`main~1:${manifest}`)).toBe(false);
  expect(Buffer.from((await repository.read(`${head}~1`, manifest))!).toString()).toMatch(/^first/);
  expect(missing().length).toBeGreaterThan(0);
});

test("one that was killed while it was filled begins as another would", async () => {
  const git = remote.startGit();
  const mirror = await remote.openMirror(git);
  await mirror.create("sha1");
  await git.close();
  await (await remote.open()).sync();
  expect(missing().length).toBeGreaterThan(0);
});

test("it is written to, previewed and tidied like any other, while others write", async () => {
  const repository = await remote.open();
  for (let count = 0; count < 5; count++) {
    const head = await repository.sync();
    const plan = deployment({ "a.yaml": `${count}` });
    expect(await repository.preview(head, plan)).toMatchObject([{ path: manifest, change: "modified" }]);
    const [commit] = await repository.build(head, [plan]);
    expect(await repository.push(commit!)).toBe("accepted");
    remote.commit({ "notes.txt": `${count}` });
  }
  gitIn(remote.mirrorPath, ["repack", "-d", "-n", "-a", "--no-write-bitmap-index", "--quiet"]);
  const head = await repository.sync();
  expect(await repository.folder(head, apiFolder)).toHaveProperty("size", 1);
  gitIn(remote.mirrorPath, ["fsck", "--connectivity-only"]);
});

test("what is built and not pushed yet outlives its being tidied", async () => {
  const repository = await remote.open();
  const head = await repository.sync();
  const [commit] = await repository.build(head, [deployment({ "a.yaml": "built" })]);
  const run = async (args: string[]) => ({ ...NOTHING, stdout: Buffer.from(gitIn(remote.mirrorPath, args)) });
  await tidy({ run, isPartial: true, generation: 0, discard() {} }, head);
  expect(await repository.push(commit!)).toBe("accepted");
  expect(remote.head()).toBe(commit);
});

test("what it lacks while the remote is away is an outage, and no reason to give the mirror up", async () => {
  const repository = await remote.open();
  const head = await repository.sync();
  await expect.poll(() => has(`main:${manifest}`)).toBe(true);
  renameSync(remote.path, `${remote.path}.away`);
  await expect(repository.read(head, "elsewhere/notes.txt")).rejects.toMatchObject({
    code: "gitops-unreachable",
  });
  expect(Buffer.from((await repository.read(head, manifest))!).toString()).toMatch(/^second/);
  renameSync(`${remote.path}.away`, remote.path);
  expect(await repository.read(head, "elsewhere/notes.txt")).toBeDefined();
  expect(existsSync(join(remote.mirrorPath, "objects"))).toBe(true);
});

test("a remote that sends no less than everything gives a whole mirror", async () => {
  remote.git("config", "uploadpack.allowFilter", "false");
  const repository = await remote.open();
  await repository.sync();
  expect(missing()).toEqual([]);
  expect(gitIn(remote.mirrorPath, ["config", "--list"])).not.toContain("promisor");
});
