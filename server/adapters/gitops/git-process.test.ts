import { afterEach, beforeEach, expect, test } from "vitest";
import { createGit } from "./git-process.ts";
import { type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;

beforeEach(async () => {
  remote = await remoteForTests();
});
afterEach(() => remote.remove());

test("once closed, nothing is started: it would outlive whoever closed it", async () => {
  const git = createGit(() => ({ PATH: process.env["PATH"]! }));
  expect(await git.run(["version"], { timeoutMs: 5000 })).toMatchObject({ code: 0 });
  await git.close();
  expect(() => git.start(["cat-file", "--batch"])).toThrow("closed");
  expect(await git.run(["version"], { timeoutMs: 5000 })).toMatchObject({ code: null, cut: "closed" });
});

test("what was under way when the repository was closed starts nothing either", async () => {
  const repository = await remote.open();
  const read = repository.sync().then((head) => repository.environments(head));
  const ended = expect(read).rejects.toThrow();
  await repository.close();
  await ended;
  await expect(repository.read(remote.head(), "README.md")).rejects.toThrow("closed");
});
