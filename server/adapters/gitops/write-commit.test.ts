import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Change, CommitPlan } from "../../domain/ports.ts";
import { importCommits } from "./build.ts";
import { fastImport } from "./fast-import.ts";
import { faultsOf } from "./faults.ts";
import { gitEnvironment } from "./git-environment.ts";
import { createGit } from "./git-process.ts";
import { type ObjectFormat, openMirror } from "./mirror.ts";
import { objectReader } from "./object-reader.ts";
import { writeCommit } from "./write-commit.ts";

const author = { name: "Smith é", email: "smith@example.com" };
const folder = mkdtempSync(join(tmpdir(), "write-commit-"));
const opened: { close(): Promise<void> }[] = [];

afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Two empty repositories of the same kind: git builds in one, and we in the other. */
async function builders(objectFormat: ObjectFormat) {
  const git = createGit(() => gitEnvironment({ url: "file:///nowhere", timeoutMs: 10_000 }));
  opened.push(git);
  const faults = faultsOf("main", () => []);
  const open = async (name: string) => {
    const gitDir = join(mkdtempSync(join(folder, "repository-")), name);
    const mirror = await openMirror(git, faults, {
      gitDir,
      ...{ url: "file:///nowhere", branch: "main", timeoutMs: 10_000 },
    });
    await mirror.create(objectFormat);
    await mirror.setFilled(true);
    const build = async (base: string | undefined, plan: CommitPlan) =>
      (await importCommits(mirror, faults, () => fastImport("refs/heads/main", base, author, [plan])))[0]!;
    return { gitDir, build };
  };
  const [theirs, ours] = [await open("theirs"), await open("ours")];
  const reader = objectReader(git, ours.gitDir, 10_000, async (name) => {
    throw new Error(`git cannot read ${name}.`);
  });
  const tools = { gitDir: ours.gitDir, objectFormat, reader, author };
  return {
    ours,
    async begin(plan: CommitPlan) {
      await theirs.build(undefined, plan);
      return ours.build(undefined, plan);
    },
    theirs: (base: string, plan: CommitPlan) => theirs.build(base, plan),
    write: (base: string, plan: CommitPlan) => writeCommit(tools, base, plan),
  };
}

// Names that sort otherwise as folders, and that are the end of another or of a mode.
const segment = fc.constantFrom(
  "a",
  "a.b",
  "a-b",
  "a0",
  "ab",
  "b",
  "é",
  "x 100644 a",
  "0 a",
  "deployment.yaml",
);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));
const bytes = fc.uint8Array({ maxLength: 40 });
const file = fc.record({ path, bytes });
/** None lies in another. */
const apart = <T extends { path: string }>(all: T[]): T[] =>
  all.filter(({ path: own }, index) =>
    all.every(
      ({ path: other }, at) =>
        index <= at || !(`${own}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${own}/`)),
    ),
  );
const files = fc.array(file, { maxLength: 4 }).map(apart);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("write-file" as const), path, bytes }),
  fc.record({ kind: fc.constant("replace-folder" as const), path, files }),
);
const plan: fc.Arbitrary<CommitPlan> = fc.record({
  message: fc.string({ unit: "grapheme" }).map((text) => `Deploy ${text.replaceAll("\0", "")}\n`),
  date: fc.integer({ min: 0, max: 4e12 }),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }).map(apart),
});
const first: CommitPlan = {
  message: "First\n",
  date: 0,
  changes: [{ kind: "write-file", path: "README.md", bytes: Buffer.from("x") }],
};

test.each<ObjectFormat>(["sha1", "sha256"])(
  "builds the very commits that git builds, in %s",
  async (format) => {
    const { ours, begin, theirs, write } = await builders(format);
    const root = await begin(first);
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 4 }), async (plans) => {
        let base = root;
        for (const each of plans) {
          const commit = await theirs(base, each);
          // What stands where a folder is looked for is left to git.
          const written = await write(base, each).catch((error: Error) => {
            expect(error.message).toMatch(/ is no folder\.$/);
            return ours.build(base, each);
          });
          expect(written).toBe(commit);
          base = commit;
        }
        execFileSync("git", [`--git-dir=${ours.gitDir}`, "update-ref", "refs/heads/main", base]);
      }),
      { numRuns: 60 },
    );
    expect(
      execFileSync("git", [`--git-dir=${ours.gitDir}`, "fsck", "--strict", "--no-dangling"]).toString(),
    ).toBe("");
    const packs = readdirSync(join(ours.gitDir, "objects", "pack"));
    expect(packs.filter((name) => !/^pack-[0-9a-f]+\.(pack|idx)$/.test(name))).toEqual([]);
    const indexes = packs.filter((name) => name.endsWith(".idx")).map((name) => `objects/pack/${name}`);
    execFileSync("git", [`--git-dir=${ours.gitDir}`, "verify-pack", ...indexes], { cwd: ours.gitDir });
  },
);

test("modes with a zero before them are left to git, which writes them without", async () => {
  const { ours, begin, write } = await builders("sha1");
  const root = await begin({
    ...first,
    changes: [
      { kind: "write-file", path: "environments/production/apps/api/a.yaml", bytes: Buffer.from("1") },
      { kind: "write-file", path: "environments/staging/apps/web/a.yaml", bytes: Buffer.from("1") },
    ],
  });
  const git = (args: string[], input?: Buffer) =>
    execFileSync("git", [`--git-dir=${ours.gitDir}`, ...args], { ...(input && { input }) })
      .toString()
      .trim();
  const tree = git(["rev-parse", `${root}:environments`]);
  const odd = Buffer.concat([Buffer.from("040000 environments\0"), Buffer.from(tree, "hex")]);
  const id = git(["hash-object", "-t", "tree", "--literally", "-w", "--stdin"], odd);
  const identity = ["-c", "user.name=O", "-c", "user.email=o@example.com"];
  const base = git([...identity, "commit-tree", "-m", "Odd", id]);
  const changes: Change[] = [
    {
      kind: "replace-folder",
      path: "environments/staging/apps/api",
      files: [{ path: "a.yaml", bytes: Buffer.from("2") }],
    },
  ];
  const plan = { message: "Deploy\n", date: 0, changes };
  await expect(write(base, plan)).rejects.toThrow("odd modes");
  const commit = await ours.build(base, plan);
  expect(git(["ls-tree", "-r", "--name-only", commit]).split("\n")).toEqual([
    "environments/production/apps/api/a.yaml",
    "environments/staging/apps/api/a.yaml",
    "environments/staging/apps/web/a.yaml",
  ]);
});

test("where it cannot write it rejects, so that git is asked", async () => {
  const { ours, begin, write } = await builders("sha1");
  const root = await begin(first);
  const packs = join(ours.gitDir, "objects", "pack");
  const before = readdirSync(packs);
  await write(root, first);
  for (const name of readdirSync(packs).filter((each) => !before.includes(each))) {
    rmSync(join(packs, name));
    mkdirSync(join(packs, name));
  }
  await expect(write(root, first)).rejects.toThrow(/directory/);
});
