import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
let memory: { known?: string; followed?: string };

beforeEach(async () => {
  remote = await remoteForTests();
  memory = {};
});
afterEach(() => remote.remove());

const open = (mirror = "mirror") =>
  remote.open({
    mirrorPath: join(remote.folder, mirror),
    memory: { head: async () => memory.known, followed: async () => memory.followed },
  });

/** Somebody pushes by force: the branch begins anew from its first commit. */
function rewrite(): string {
  remote.git("update-ref", "refs/heads/main", remote.git("rev-list", "--max-parents=0", "main"));
  return remote.commit({ "other.txt": "rewritten" });
}

test("a rewritten branch is reported and not followed, by a smithd that was started anew either", async () => {
  const before = remote.commit({ "notes.txt": "mine" });
  const repository = await open();
  await repository.sync();
  const after = rewrite();
  for (const each of [repository, repository, await open()])
    await expect(each.sync()).rejects.toMatchObject({
      code: "gitops-rewritten",
      message: expect.stringMatching(`at ${after} and no longer has ${before}`) as string,
    });
  expect(await repository.head()).toBe(before);
});

test("one that was put back is as it was", async () => {
  const before = remote.commit({ "notes.txt": "mine" });
  const repository = await open();
  await repository.sync();
  rewrite();
  await expect(repository.sync()).rejects.toThrow("rewritten");
  remote.git("update-ref", "refs/heads/main", before);
  expect(await repository.sync()).toBe(before);
});

test("an operator's word has it followed, with what was pushed since, and counts once", async () => {
  remote.commit({ "notes.txt": "mine" });
  const repository = await open();
  await repository.sync();
  memory.followed = rewrite();
  const later = remote.commit({ "more.txt": "1" });
  expect(await repository.sync()).toBe(later);
  remote.git("update-ref", "refs/heads/main", memory.followed);
  const again = remote.commit({ "else.txt": "1" });
  await expect(repository.sync()).rejects.toMatchObject({
    message: expect.stringContaining(again) as string,
  });
});

test("a mirror that is made anew knows from the others what the branch has to have", async () => {
  memory.known = remote.commit({ "notes.txt": "mine" });
  await expect((await open()).sync()).resolves.toBe(memory.known);
  rewrite();
  await expect((await open("another")).sync()).rejects.toMatchObject({ code: "gitops-rewritten" });
});

test("an operator's word of long ago says nothing of a branch that is rewritten later", async () => {
  memory.followed = remote.head();
  memory.known = remote.commit({ "notes.txt": "deployed since" });
  rewrite();
  await expect((await open("another")).sync()).rejects.toMatchObject({ code: "gitops-rewritten" });
});

test("an operator's word is heard where the mirror was made anew and has nothing of before", async () => {
  remote.commit({ "notes.txt": "mine" });
  const repository = await open();
  await repository.sync();
  rmSync(join(remote.mirrorPath, "HEAD"));
  const after = rewrite();
  await expect(repository.sync()).rejects.toMatchObject({ code: "gitops-rewritten" });
  memory.followed = memory.known = after;
  expect(await repository.sync()).toBe(after);
});
