import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmbeddedRepository } from "./create-embedded.ts";
import { removeAbandoned, removeLeftovers } from "./leftovers.ts";
import { tidy } from "./maintenance.ts";
import { apiFolder, author, deployment, gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;

beforeEach(async () => {
  remote = await remoteForTests();
});
afterEach(() => remote.remove());

/** A mirror as a smithd leaves it that worked and ended. */
async function usedMirror() {
  const repository = await remote.open();
  const [commit] = await repository.build(await repository.head(), [deployment({ "a.yaml": "1" })]);
  expect(await repository.push(commit!)).toBe("accepted");
  await repository.close();
}

test("a restart goes on with the mirror, without asking the remote", async () => {
  await usedMirror();
  rmSync(remote.path, { recursive: true });
  const repository = await remote.open();
  expect(await repository.environments(await repository.head())).toHaveLength(2);
});

test.each([
  ["nothing but junk", { "objects/pack/tmp_pack_x": "junk", HEAD: "" }],
  ["a broken configuration", { config: "[core\n", "deploysmith.json": "{" }],
  ["a file where a folder belongs", { objects: "x" }],
])("a half-made mirror with %s is made anew", async (_, files) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(remote.mirrorPath, name, ".."), { recursive: true });
    writeFileSync(join(remote.mirrorPath, name), text);
  }
  const repository = await remote.open();
  expect(await repository.head()).toBe(remote.head());
});

test("a mirror whose filling was killed is filled by the next", async () => {
  const first = await remote.open();
  const filling = first.head().catch(() => "killed");
  await new Promise((resolve) => setTimeout(resolve, 5));
  await first.close();
  await filling;
  expect(await (await remote.open()).head()).toBe(remote.head());
});

test("the mirror of another repository or branch is not taken for this one's", async () => {
  await usedMirror();
  remote.git("update-ref", "refs/heads/other", "main~1");
  const repository = await remote.open({ branch: "other" });
  expect(await repository.head()).toBe(remote.git("rev-parse", "other"));
});

test("locks that a killed git left are removed when the mirror is opened", async () => {
  await usedMirror();
  const locks = [
    "refs/heads/main.lock",
    "refs/deploysmith/built.lock",
    "packed-refs.lock",
    "config.lock",
    "gc.pid",
  ];
  mkdirSync(join(remote.mirrorPath, "refs/deploysmith"), { recursive: true });
  for (const lock of locks) writeFileSync(join(remote.mirrorPath, lock), "");
  remote.commit({ "notes.txt": "hello" });
  const repository = await remote.open();
  expect(locks.filter((lock) => existsSync(join(remote.mirrorPath, lock)))).toEqual([]);
  expect(await repository.sync()).toBe(remote.head());
});

test("a lock that is left while smithd runs is removed when it stands in the way", async () => {
  const repository = await remote.open();
  await repository.head();
  remote.commit({ "notes.txt": "hello" });
  writeFileSync(join(remote.mirrorPath, "refs/heads/main.lock"), "");
  expect(await repository.sync()).toBe(remote.head());
});

// Only Linux tells which processes run.
test.skipIf(process.platform !== "linux")("the lock of a running git is left alone", async () => {
  await usedMirror();
  const lock = join(remote.mirrorPath, "refs/heads/main.lock");
  writeFileSync(lock, "");
  const orphan = spawn("git", [`--git-dir=${remote.mirrorPath}`, "hash-object", "--stdin"]);
  await new Promise((resolve) => orphan.once("spawn", resolve));
  expect(await removeLeftovers(remote.mirrorPath)).toBe(false);
  expect(existsSync(lock)).toBe(true);
  orphan.stdin.end();
  await new Promise((resolve) => orphan.once("close", resolve));
  expect(await removeLeftovers(remote.mirrorPath)).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

/** All objects. */
function lose() {
  for (const name of readdirSync(join(remote.mirrorPath, "objects")))
    rmSync(join(remote.mirrorPath, "objects", name), { recursive: true });
  mkdirSync(join(remote.mirrorPath, "objects/pack"));
}

test("a mirror that lost objects is fetched anew, whoever notices", async () => {
  await usedMirror();
  const repository = await remote.open();
  const head = await repository.sync();
  lose();
  expect((await repository.folder(head, apiFolder)).size).toBe(1);
  lose();
  // Git has open what is gone, so this shows only once it is to be sent.
  const [half] = await repository.build(head, [deployment({ "a.yaml": "2" })]);
  expect(await repository.push(half!)).toBe("behind");
  const [commit] = await repository.build(head, [deployment({ "a.yaml": "2" })]);
  expect(await repository.push(commit!)).toBe("accepted");
  lose();
  await repository.build(commit!, [deployment({ "a.yaml": "3" }), deployment({ "a.yaml": "4" })]);
  lose();
  expect(await repository.sync()).toBe(commit);
  expect((await repository.folder(commit!, apiFolder)).size).toBe(1);
});

test("whoever finds it damaged while it is made anew waits for that", async () => {
  await usedMirror();
  let fetches = 0;
  const repository = await remote.open({ onExchange: () => fetches++ });
  const head = await repository.sync();
  fetches = 0;
  rmSync(join(remote.mirrorPath, "HEAD"));
  remote.commit({ "notes.txt": "hello" });
  const syncing = repository.sync();
  const reads = Array.from({ length: 60 }, async (_, index) => {
    await wait(index * 5);
    return repository.tree(head, apiFolder);
  });
  for (const id of await Promise.all(reads)) expect(id).toMatch(/^[0-9a-f]{40}$/);
  expect(await syncing).toBe(remote.head());
  expect(fetches).toBe(1);
});

/** As after `lose`, with everything but the history between two commits. */
async function loseBetween(hasGraph = false) {
  await usedMirror();
  const known = remote.head();
  const heads: string[] = [];
  for (const text of ["one", "two"]) {
    const repository = await remote.open();
    remote.commit({ "notes.txt": text });
    heads.push(await repository.sync());
    await repository.close();
  }
  // As tidying writes it.
  if (hasGraph) gitIn(remote.mirrorPath, ["commit-graph", "write", "--reachable", "--changed-paths"]);
  const packs = join(remote.mirrorPath, "objects/pack");
  const isLost = (name: string) =>
    name.endsWith(".idx") &&
    gitIn(remote.mirrorPath, ["verify-pack", "-v", join(packs, name)]).includes(heads[0]!);
  const lost = readdirSync(packs).find(isLost)!;
  for (const name of readdirSync(packs))
    if (name.startsWith(lost.slice(0, -3))) rmSync(join(packs, name), { force: true });
  return { known, head: heads[1]! };
}

test.each([false, true])(
  "lost history is fetched anew when it is asked for, with a graph: %s",
  async (has) => {
    const { known, head } = await loseBetween(has);
    const repository = await remote.open();
    const found = await repository.messages(known, head);
    expect(found).toEqual([]);
    expect(await repository.lastChange(head, "notes.txt")).toBe(head);
  },
);

test("a mirror that lost some of its history is fetched anew when the remote is asked", async () => {
  const { known, head } = await loseBetween();
  const memory = { head: async () => known, followed: async () => undefined };
  const repository = await remote.open({ memory });
  expect(await repository.sync()).toBe(head);
  expect(await repository.lastChange(head, apiFolder)).toBe(known);
});

test("what a damaged mirror still holds is read until there is another", async () => {
  await usedMirror();
  const repository = await remote.open();
  const head = await repository.sync();
  expect(await repository.entries(head, "environments")).toHaveProperty("size", 2);
  rmSync(join(remote.mirrorPath, "HEAD"));
  renameSync(remote.path, `${remote.path}.away`);
  await expect(repository.sync()).rejects.toMatchObject({ code: "gitops-unreachable" });
  expect((await repository.folder(head, apiFolder)).size).toBe(1);
  expect(existsSync(`${remote.mirrorPath}.new`)).toBe(false);
  renameSync(`${remote.path}.away`, remote.path);
  expect(await repository.sync()).toBe(head);
  expect(existsSync(join(remote.mirrorPath, "HEAD"))).toBe(true);
});

test("a kill between the old mirror's leaving and the new one's arrival loses neither", async () => {
  await usedMirror();
  renameSync(remote.mirrorPath, `${remote.mirrorPath}.old`);
  renameSync(remote.path, `${remote.path}.away`);
  const repository = await remote.open();
  expect(await repository.environments(await repository.head())).toHaveLength(2);
});

test("a commit that is lost with the power was not rewritten", async () => {
  const first = await remote.open();
  const known = (await first.build(await first.head(), [deployment({ "a.yaml": "1" })]))[0]!;
  expect(await first.push(known)).toBe("accepted");
  await first.close();
  const packs = join(remote.mirrorPath, "objects/pack");
  // Ours is the youngest.
  const ages = readdirSync(packs).map((name) => ({ name, at: statSync(join(packs, name)).mtimeMs }));
  const own = ages.filter(({ name }) => name.endsWith(".idx")).toSorted((a, b) => b.at - a.at)[0]!.name;
  for (const end of ["idx", "pack"]) rmSync(join(packs, own.replace("idx", end)));
  writeFileSync(
    join(remote.mirrorPath, "refs/heads/main"),
    `${gitIn(remote.path, ["rev-parse", "main~1"])}\n`,
  );
  remote.git("update-ref", "refs/heads/main", remote.commit({ "notes.txt": "later" }));
  const memory = { head: async () => known, followed: async () => undefined };
  const next = await remote.open({ memory });
  expect(await next.sync()).toBe(remote.head());
});

test("what was built in a mirror that was made anew is to be built again", async () => {
  await usedMirror();
  let fetches = 0;
  const repository = await remote.open({
    onExchange: (exchange) => (fetches += Number(exchange === "fetch")),
  });
  const head = await repository.sync();
  const [lost] = await repository.build(head, [deployment({ "a.yaml": "2" })]);
  rmSync(join(remote.mirrorPath, "HEAD"));
  expect(await repository.sync()).toBe(head);
  expect((await repository.folder(head, apiFolder)).size).toBe(1);
  const before = fetches;
  expect(await repository.push(lost!)).toBe("behind");
  expect(fetches).toBe(before);
  const [commit] = await repository.build(head, [deployment({ "a.yaml": "2" })]);
  expect(await repository.push(commit!)).toBe("accepted");
});

test("a mirror that cannot be tidied for its damage is given up", async () => {
  await usedMirror();
  const mirror = await remote.openMirror(remote.startGit());
  await tidy(mirror, remote.head());
  expect(mirror.isFilled).toBe(true);
  const packs = join(remote.mirrorPath, "objects/pack");
  const index = readdirSync(packs).find((name) => name.endsWith(".idx"))!;
  rmSync(join(packs, index));
  writeFileSync(join(packs, index), "");
  await tidy(mirror, remote.head());
  expect(mirror.isFilled).toBe(false);
});

test("what a fetch that was cut off left half written is removed once it is nobody's", async () => {
  await usedMirror();
  const [old, young] = ["tmp_pack_old", "tmp_pack_young"].map((name) =>
    join(remote.mirrorPath, "objects/pack", name),
  );
  for (const part of [old!, young!]) writeFileSync(part, "");
  utimesSync(old!, 0, 0);
  await removeAbandoned(remote.mirrorPath);
  expect([existsSync(old!), existsSync(young!)]).toEqual([false, true]);
});

test("empty objects after a loss of power are damage too", async () => {
  const first = await remote.open();
  await first.head();
  await first.close();
  gitIn(remote.mirrorPath, ["repack", "-adq"]);
  const pack = readdirSync(join(remote.mirrorPath, "objects/pack")).find((name) => name.endsWith(".pack"))!;
  execFileSync("chmod", ["u+w", join(remote.mirrorPath, "objects/pack", pack)]);
  truncateSync(join(remote.mirrorPath, "objects/pack", pack), 0);
  const repository = await remote.open();
  expect(await repository.environments(await repository.head())).toHaveLength(2);
});

test("a mirror that somebody deleted while smithd runs comes back", async () => {
  const repository = await remote.open();
  const head = await repository.head();
  rmSync(remote.mirrorPath, { recursive: true });
  expect(await repository.sync()).toBe(head);
  expect(await repository.environments(head)).toHaveLength(2);
});

test("the embedded repository is made once, whole or not at all", async () => {
  const head = remote.commit({ "notes.txt": "mine" });
  await createEmbeddedRepository({ path: remote.path, branch: "main", author, date: 0 });
  expect(remote.head()).toBe(head);
  const path = join(remote.folder, "deep/er/other.git");
  mkdirSync(`${path}.part/objects`, { recursive: true });
  writeFileSync(`${path}.part/HEAD`, "junk");
  utimesSync(`${path}.part`, 0, 0);
  await createEmbeddedRepository({ path, branch: "trunk", author, date: 0 });
  expect(gitIn(path, ["ls-tree", "-r", "--name-only", "HEAD"]).split("\n")).toEqual([
    "README.md",
    "environments/production/apps/kustomization.yaml",
    "environments/staging/apps/kustomization.yaml",
  ]);
  expect(gitIn(path, ["symbolic-ref", "HEAD"])).toBe("refs/heads/trunk");
  expect(existsSync(`${path}.part`)).toBe(false);
});
