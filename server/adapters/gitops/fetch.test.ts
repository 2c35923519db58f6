import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { faultsOf, isDamage } from "./faults.ts";
import { catchUp, fetchHead } from "./fetch.ts";
import { objectReader } from "./object-reader.ts";
import { gitIn, type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
beforeEach(async () => {
  remote = await remoteForTests();
});
afterEach(() => {
  vi.unstubAllEnvs();
  return remote.remove();
});

/** Takes git seconds to fetch. */
function largeCommit(): Buffer {
  const large = randomBytes(64 * 1024 * 1024);
  const stream = [
    "commit refs/heads/main\ncommitter Other <o@example.com> 1700000000 +0000\ndata 6\nOther\n\n",
    `from refs/heads/main^0\nM 100644 inline large\ndata ${large.length}\n`,
  ];
  return Buffer.concat([Buffer.from(stream.join("")), large]);
}

test("what takes longer than anybody may wait is fetched beside, and then it is there", async () => {
  const git = remote.startGit();
  const mirror = await remote.openMirror(git);
  const reader = objectReader(git, remote.mirrorPath, 10_000, () => Promise.reject(new Error("damaged")));
  let limitMs = 0;
  let cutOff = 0;
  const tools = {
    ...{ mirror, reader, faults: faultsOf("main", () => []) },
    remote: { url: remote.url, branch: "main", timeoutMs: 20_000 },
    patience: (exchange: (limits: { timeoutMs: number; limitMs: number }) => ReturnType<typeof mirror.run>) =>
      exchange({ timeoutMs: limitMs || 20_000, limitMs: limitMs || 20_000 }),
    memory: { head: async () => undefined, followed: async () => undefined },
    report() {},
    onPartial() {},
    onCutOff: () => cutOff++,
  };
  const before = await fetchHead(tools, undefined);
  gitIn(remote.path, ["fast-import", "--quiet"], largeCommit());
  // Long enough for the first of it.
  for (limitMs of [200, 400, 800]) {
    if (cutOff === 0)
      await expect(fetchHead(tools, before)).rejects.toMatchObject({ code: "gitops-unreachable" });
  }
  expect(cutOff).toBe(1);
  await catchUp(tools);
  limitMs = 10_000;
  expect(await fetchHead(tools, before)).toBe(remote.head());
});

/** A git that takes for ever to fetch into the branch, until it has fetched beside it, which waits for a word. */
function slowGit(): { allow: () => void } {
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const bin = join(remote.folder, "bin");
  mkdirSync(bin);
  writeFileSync(
    join(bin, "git"),
    `#!/bin/sh
     case " $* " in
       *caught-up*) until [ -e "${bin}/allowed" ]; do sleep 0.05; done; touch "${bin}/done" ;;
       *" fetch "*) [ -e "${bin}/done" ] || { echo "remote: Counting objects: 1" >&2; exec sleep 60; } ;;
     esac
     exec "${real}" "$@"`,
    { mode: 0o755 },
  );
  vi.stubEnv("PATH", `${bin}:${process.env["PATH"]}`);
  return { allow: () => writeFileSync(join(bin, "allowed"), "") };
}

test("whoever needs what takes so long is told, until it is there", async () => {
  await (await remote.open()).sync();
  const { allow } = slowGit();
  remote.commit({ "notes.txt": "large" });
  const repository = await remote.open({ timeoutMs: 2000 });
  await expect(repository.sync()).rejects.toThrow("did not answer");
  await expect(repository.sync()).rejects.toThrow("still being fetched");
  allow();
  const sync = () => repository.sync().catch(() => "not yet");
  await expect.poll(sync, { timeout: 30_000 }).toBe(remote.head());
});

test.each([
  ["error: object file objects/ab/cd is empty", true],
  ["error: index file /data/mirror/objects/pack/pack-1.idx is too small", true],
  ["fatal: not a git repository: '/data/mirror'", true],
  ["fatal: SHA1 COLLISION FOUND WITH f0cf166aac11ac58ed40f98babc29ccaffd0178f !", true],
  ["fatal: unable to access 'https://git.example.com/anti-corruption/': Could not resolve host", false],
  ["From https://git.example.com/anti-corruption/gitops", false],
  ["Corrupted MAC on input.", false],
  ["remote: error: corrupt", false],
])("%s: damage of the mirror is %s", (stderr, expected) => {
  expect(isDamage({ code: 128, stdout: Buffer.alloc(0), stderr, milliseconds: 1 })).toBe(expected);
});
