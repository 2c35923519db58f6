import { expect, test } from "vitest";
import type { Deployment } from "../../database/deployments.ts";
import { formatCommitMessage } from "./commit-message.ts";
import { isInDoubt, landedSince } from "./doubt.ts";

const deployment = (id: string, written: { commit?: string; base?: string }): Deployment => ({
  ...{ id, repository: "default", app: "api", environment: "staging", kind: "manual", status: "writing" },
  ...{ adopt: false, holdsPolicies: false, requestedBy: "ada", createdAt: 1 },
  ...written,
});

const messageOf = (id: string) =>
  formatCommitMessage({ id, app: "api", environment: "staging", kind: "manual", requestedBy: "ada" });

/** A history in which each commit has the message of one deployment. */
const history = (commits: Record<string, string>) => ({
  messages: async () => Object.entries(commits).map(([commit, id]) => ({ commit, message: messageOf(id) })),
});

test("a commit that another writer made for the same deployment counts", async () => {
  const ours = deployment("d", { commit: "ours", base: "b" });
  const landed = await landedSince(history({ theirs: "d" }), "head", [ours]);
  expect([...landed]).toEqual([["d", "theirs"]]);
});

test("what did not land before the head moved on never will", async () => {
  const ours = deployment("d", { commit: "ours", base: "b" });
  expect((await landedSince(history({ x: "another" }), "head", [ours])).size).toBe(0);
  expect(isInDoubt(ours)).toBe(false);
});

test("while the head is the one that was built on, it stays in doubt", async () => {
  const ours = deployment("d", { commit: "ours", base: "head" });
  expect((await landedSince(history({}), "head", [ours])).size).toBe(0);
  expect(isInDoubt(ours)).toBe(true);
});
