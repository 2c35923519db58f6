import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { faultsOf, isDamage } from "./faults.ts";
import { catchUp, fetchHead } from "./fetch.ts";
import { createGit } from "./git-process.ts";
import { openMirror } from "./mirror.ts";
import { objectReader } from "./object-reader.ts";
import { gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
beforeEach(async () => {
  remote = await remoteForTests();
});
afterEach(() => remote.remove());

/** Takes git seconds to fetch. */
function largeCommit(mebibytes: number): Buffer {
  const large = randomBytes(mebibytes * 1024 * 1024);
  const stream = [
    "commit refs/heads/main\ncommitter Other <o@example.com> 1700000000 +0000\ndata 6\nOther\n\n",
    `from refs/heads/main^0\nM 100644 inline large\ndata ${large.length}\n`,
  ];
  return Buffer.concat([Buffer.from(stream.join("")), large]);
}

test("what takes longer than anybody may wait is fetched beside, and then it is there", async () => {
  const git = createGit(() => ({ PATH: process.env["PATH"]! }));
  const faults = faultsOf("main", () => []);
  const place = { url: remote.url, branch: "main", timeoutMs: 20_000 };
  const mirror = await openMirror(git, faults, { gitDir: remote.mirrorPath, ...place });
  const reader = objectReader(git, remote.mirrorPath, 10_000, () => Promise.reject(new Error("damaged")));
  let limitMs = 0;
  let cutOff = 0;
  const tools = {
    ...{ mirror, reader, faults, remote: place },
    patience: (exchange: (limits: { timeoutMs: number; limitMs: number }) => ReturnType<typeof mirror.run>) =>
      exchange({ timeoutMs: limitMs || 20_000, limitMs: limitMs || 20_000 }),
    memory: { head: async () => undefined, followed: async () => undefined },
    report() {},
    onPartial() {},
    onCutOff: () => cutOff++,
  };
  const before = await fetchHead(tools, undefined);
  gitIn(remote.path, ["fast-import", "--quiet"], largeCommit(64));
  // Long enough for the first of it.
  for (limitMs of [100, 200, 300]) {
    if (cutOff === 0)
      await expect(fetchHead(tools, before)).rejects.toMatchObject({ code: "gitops-unreachable" });
  }
  expect(cutOff).toBe(1);
  await catchUp(tools);
  limitMs = 10_000;
  expect(await fetchHead(tools, before)).toBe(remote.head());
  await git.close();
});

test("a repository with little patience catches up all the same", async () => {
  const repository = await remote.open({ timeoutMs: 3000 });
  await repository.sync();
  gitIn(remote.path, ["fast-import", "--quiet"], largeCommit(128));
  const refusals: string[] = [];
  const sync = () => repository.sync().catch(({ message }: Error) => refusals.push(message));
  await expect.poll(sync, { timeout: 30_000 }).toBe(remote.head());
  expect(refusals.at(-1)).toContain("still being fetched");
});

test.each([
  ["error: object file objects/ab/cd is empty", true],
  ["error: index file /data/mirror/objects/pack/pack-1.idx is too small", true],
  ["fatal: not a git repository: '/data/mirror'", true],
  ["fatal: unable to access 'https://git.example.com/anti-corruption/': Could not resolve host", false],
  ["From https://git.example.com/anti-corruption/gitops", false],
  ["Corrupted MAC on input.", false],
  ["remote: error: corrupt", false],
])("%s: damage of the mirror is %s", (stderr, expected) => {
  expect(isDamage({ code: 128, stdout: Buffer.alloc(0), stderr, milliseconds: 1 })).toBe(expected);
});
