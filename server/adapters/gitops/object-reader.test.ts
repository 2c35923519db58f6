import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { objectReader } from "./object-reader.ts";
import { type Remote, remoteForTests } from "./remote-for-tests.ts";

let remote: Remote;
beforeEach(async () => {
  remote = await remoteForTests();
});
afterEach(() => remote.remove());

test("where our own process was paused, git is not to blame for the answer that lies there", async () => {
  const reader = objectReader(remote.startGit(), remote.path, 200, () =>
    Promise.reject(new Error("git is to blame")),
  );
  expect(await reader.read("main")).toMatchObject({ id: remote.head() });
  const reading = reader.read("main^{tree}");
  await turn();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  expect(await reading).toMatchObject({ type: "tree" });
});
