import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { GitopsRepository } from "../../domain/ports.ts";
import { apiFolder, deployment, gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
let repository: GitopsRepository;

beforeEach(async () => {
  remote = await remoteForTests();
  repository = await remote.open();
});
afterEach(() => remote.remove());

/** Lines that no two files have in common. */
const text = (name: number, bytes: number) => {
  let lines = "";
  for (let index = 0; lines.length < bytes; index++) lines += `key${index}: ${name}-${index}\n`;
  return lines;
};
const many = (version: number) =>
  Object.fromEntries(
    Array.from({ length: 450 }, (_, index) => [`${index}.yaml`, text(version * 1000 + index, 20_000)]),
  );

test("however much changes, an answer is of a size that can be read", async () => {
  const [base] = await repository.build(await repository.head(), [deployment(many(1))]);
  const diffs = await repository.preview(base!, deployment(many(2)));
  expect(diffs).toHaveLength(450);
  const shown = diffs.filter(({ diff }) => diff !== undefined);
  const size = shown.reduce((sum, { diff }) => sum + diff!.length, 0);
  expect(size).toBeGreaterThan(1024 * 1024);
  expect(size).toBeLessThanOrEqual(2 * 1024 * 1024);
  for (const { change, additions, deletions, omitted } of diffs.slice(shown.length)) {
    expect({ change, omitted }).toEqual({ change: "modified", omitted: "too-large" });
    expect(additions).toBeGreaterThan(500);
    expect(deletions).toBe(additions);
  }
});

test("a file that is too long is passed over, and what comes after it is shown", async () => {
  const diffs = await repository.preview(
    await repository.head(),
    deployment({
      "a.yaml": text(1, 20 * 1024 * 1024),
      "b.yaml": "1\n",
      "c.yaml": "x".repeat(300_000),
      "d.yaml": "1\n",
    }),
  );
  expect(diffs.map(({ diff, ...rest }) => ({ ...rest, isShown: diff !== undefined }))).toMatchObject([
    { omitted: "too-large", deletions: 0, isShown: false },
    { additions: 1, deletions: 0, isShown: true },
    { omitted: "too-large", additions: 1, deletions: 0, isShown: false },
    { additions: 1, deletions: 0, isShown: true },
  ]);
  expect(diffs[0]!.additions).toBeGreaterThan(500_000);
});

const previews = () => {
  const folder = `${remote.mirrorPath}.previews`;
  return existsSync(folder) ? readdirSync(folder) : [];
};

test("it leaves nothing behind, in the mirror or beside it, whether it succeeds or not", async () => {
  const base = await repository.head();
  const files = () => readdirSync(remote.mirrorPath, { recursive: true }).sort();
  const before = files();
  const refs = gitIn(remote.mirrorPath, ["for-each-ref"]);
  expect(await repository.preview(base, deployment({ "a.yaml": "1\n" }))).toHaveLength(1);
  await expect(repository.preview("f".repeat(40), deployment({ "a.yaml": "1\n" }))).rejects.toThrow();
  expect(files()).toEqual(before);
  expect(gitIn(remote.mirrorPath, ["for-each-ref"])).toBe(refs);
  expect(previews()).toEqual([]);
});

test("it ends once nobody waits for it any more", async () => {
  const base = await repository.head();
  const over = new Error("gone");
  const plan = deployment(many(1));
  await expect(repository.preview(base, plan, AbortSignal.abort(over))).rejects.toBe(over);
  const caller = new AbortController();
  const preview = repository.preview(base, plan, caller.signal);
  preview.catch(() => {});
  await expect.poll(previews, { interval: 1 }).toHaveLength(1);
  caller.abort(over);
  await expect(preview).rejects.toBe(over);
  expect(previews()).toEqual([]);
});

test("it ends with the repository's use, and where it takes too long", async () => {
  const base = await repository.head();
  const hurried = await remote.open({ timeoutMs: 1 });
  await expect(hurried.preview(base, deployment(many(1)))).rejects.toMatchObject({
    code: "gitops-unreachable",
  });
  const preview = repository.preview(base, deployment(many(1)));
  preview.catch(() => {});
  await expect.poll(previews, { interval: 1 }).toHaveLength(1);
  await repository.close();
  await expect(preview).rejects.toMatchObject({ code: "gitops-unreachable" });
  expect(previews()).toEqual([]);
});

test("what a killed smithd left is removed when the mirror is opened", async () => {
  await repository.close();
  mkdirSync(join(`${remote.mirrorPath}.previews`, "preview-x/objects"), { recursive: true });
  writeFileSync(join(`${remote.mirrorPath}.previews`, "preview-x/objects/tmp"), "x");
  await remote.open();
  expect(previews()).toEqual([]);
});

test("a mirror that lost objects is fetched anew", async () => {
  remote.commit({ [`${apiFolder}/a.yaml`]: "1" });
  const base = await repository.sync();
  for (const name of readdirSync(join(remote.mirrorPath, "objects")))
    rmSync(join(remote.mirrorPath, "objects", name), { recursive: true });
  expect(await repository.preview(base, deployment({ "a.yaml": "2\n" }))).toMatchObject([
    { change: "modified", additions: 1, deletions: 1 },
  ]);
});

test("previews, builds and pushes go on side by side", async () => {
  const base = await repository.head();
  const show = async (index: number) => {
    const [diff] = await repository.preview(base, deployment({ "a.yaml": `${index}\n` }));
    expect(diff!.diff).toContain(`\n+${index}\n`);
    expect(previews().length).toBeLessThanOrEqual(3);
  };
  const write = async () => {
    for (let index = 0; index < 30; index++) {
      const [commit] = await repository.build(await repository.head(), [
        deployment({ "a.yaml": `${index}\n` }),
      ]);
      expect(await repository.push(commit!)).toBe("accepted");
    }
  };
  await Promise.all([write(), ...Array.from({ length: 20 }, (_, index) => show(index))]);
});

test("it does not wait for a push", async () => {
  const [commit] = await repository.build(await repository.head(), [deployment({ "a.yaml": "1\n" })]);
  const gate = join(remote.folder, "gate");
  remote.hook("pre-receive", `while [ ! -e ${gate} ]; do sleep 0.05; done`);
  const push = repository.push(commit!);
  expect(await repository.preview(await repository.head(), deployment({ "a.yaml": "2\n" }))).toHaveLength(1);
  writeFileSync(gate, "");
  expect(await push).toBe("accepted");
});
