import { expect, test } from "vitest";
import type { Deployment } from "../generated/api.ts";
import { Interrupted } from "./errors.ts";
import { ConnectionError, ProblemError } from "./problems.ts";
import { waitForDeployment } from "./wait.ts";

const queued: Deployment = {
  id: "019ab1de",
  app: "api-service",
  version: "v1",
  environment: "staging",
  kind: "manual",
  status: "queued",
  requestedBy: "ada",
  createdAt: "2026-11-23T10:15:00Z",
};
const writing = { ...queued, status: "writing" };
const deployed = { ...queued, status: "deployed" };
const unknownHost = new ConnectionError("No answer from x: the host name is unknown.", {
  unsent: true,
  temporary: false,
  next: "Check that the URL is right.",
  cause: undefined,
});
const badCertificate = new ConnectionError("No answer from x: its certificate has expired.", {
  unsent: false,
  temporary: false,
  next: "Correct the certificate.",
  cause: undefined,
});
const revoked = new ProblemError(
  {
    type: "",
    title: "",
    status: 401,
    code: "unauthenticated",
    detail: "The key is revoked.",
    requestId: "r-1",
  },
  { status: 401 },
);

/** What smithd answers, one after the other, the last for ever. */
function answering(...answers: (Deployment | Error)[]) {
  return {
    deploymentView: async () => {
      const next = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (next instanceof Error) throw next;
      return next;
    },
  };
}

test("a deployment is waited for to its end, through a name that cannot be looked up for a while", async () => {
  const client = answering(writing, unknownHost, unknownHost, deployed);
  expect(await waitForDeployment(client, queued, { timeoutMs: 10_000 })).toBe(deployed);
});

test("what nobody can know yet is said at once, and the deployment goes on", async () => {
  const stalledBy = { code: "gitops-unreachable", detail: "It did not answer." };
  const waiting = waitForDeployment(answering(writing, { ...writing, stalledBy }), queued, {
    timeoutMs: 10_000,
  });
  await expect(waiting).rejects.toMatchObject({
    exitCode: 7,
    message: expect.stringMatching(/not known yet.*gitops-unreachable/) as string,
    next: expect.stringContaining("smithctl deployments 019ab1de") as string,
  });
});

test("smithd is asked to answer only at the end, and at once where little time is left", async () => {
  const asked: (string | undefined)[] = [];
  const client = {
    deploymentView: async ({ header }: { header?: { Prefer?: string } }) => {
      asked.push(header?.Prefer);
      return asked.length < 3 ? writing : deployed;
    },
  };
  await waitForDeployment(client, queued, { timeoutMs: 300_000 });
  expect(asked).toEqual(["wait=20", "wait=20", "wait=20"]);
  asked.length = 0;
  await waitForDeployment(client, queued, { timeoutMs: 1000 });
  expect(asked).toEqual([undefined, undefined, undefined]);
});

test("one that has ended is asked for no more", async () => {
  expect(await waitForDeployment(answering(revoked), deployed, { timeoutMs: 1000 })).toBe(deployed);
});

const later = "It was not cancelled. Look at it later: smithctl deployments 019ab1de";

test.each([
  ["is still writing, and 0.4 s have passed.", 7, writing, [writing], later],
  [
    "was writing when smithd last answered, and 0.4 s have passed.",
    7,
    writing,
    [writing, unknownHost],
    `Check that the URL is right.\n${later}`,
  ],
  ["was queued when the waiting ended. The key is revoked.", 4, queued, [revoked], later],
  [
    "was writing when the waiting ended. No answer from x: its certificate has expired.",
    1,
    writing,
    [writing, badCertificate],
    `Correct the certificate.\n${later}`,
  ],
])("waiting that ends early says: it %s", async (state, exitCode, deployment, answers, next) => {
  await expect(waitForDeployment(answering(...answers), queued, { timeoutMs: 400 })).rejects.toMatchObject({
    message: `Deployment 019ab1de ${state}`,
    exitCode,
    deployment,
    next,
  });
});

test("an interruption says the deployment's id", async () => {
  const interrupt = new AbortController();
  setTimeout(() => interrupt.abort(new Interrupted()), 150);
  const waiting = waitForDeployment(answering(writing), queued, {
    timeoutMs: 60_000,
    signal: interrupt.signal,
  });
  await expect(waiting).rejects.toMatchObject({ exitCode: 130, deployment: writing, next: later });
});

test("the time is up also while smithd does not answer at all", async () => {
  const silent = { deploymentView: () => new Promise<Deployment>(() => {}) };
  await expect(waitForDeployment(silent, queued, { timeoutMs: 300 })).rejects.toMatchObject({
    message: "Deployment 019ab1de was queued when smithd last answered, and 0.3 s have passed.",
  });
});
