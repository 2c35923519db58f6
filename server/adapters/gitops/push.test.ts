import { expect, test } from "vitest";
import { faultsOf } from "./faults.ts";
import type { GitRun } from "./git-process.ts";
import { isContention, pushAndSettle } from "./push.ts";

const faults = faultsOf("main", () => []);

/** What git prints where its mirror lacks what it is to send, over HTTP: before the remote has heard of anything. */
const damaged: GitRun = {
  code: 128,
  stdout: Buffer.alloc(0),
  stderr:
    "fatal: bad object 1f7a7a472abf3dd9643fd615f6da379c4acb3e3a\nfatal: the remote end hung up unexpectedly",
  milliseconds: 1,
};

const push = (renew: () => Promise<boolean>) =>
  pushAndSettle(
    {
      push: async () => damaged,
      report() {},
      sync: async () => "head",
      renew,
      isThere: () => true,
      contains: async () => false,
      wait: async () => {},
    },
    faults,
    "commit",
    "head",
  );

test("what could not be sent because the mirror is damaged is built again in another, once", async () => {
  let renewals = 0;
  expect(await push(async () => ++renewals === 1)).toBe("behind");
  await expect(push(async () => false)).rejects.toMatchObject({ code: "gitops-unreachable" });
  expect(renewals).toBe(1);
});

test.each([
  ["cannot lock ref 'refs/heads/main': Unable to create '/x/main.lock': File exists", true],
  ["failed to update ref", true],
  ["incorrect old value provided", true],
  ["blocked by policy", false],
  ["the branch is locked", false],
  ["pre-receive hook declined", false],
])("%s: another push at work is %s", (reason, expected) => {
  expect(isContention(reason)).toBe(expected);
});
