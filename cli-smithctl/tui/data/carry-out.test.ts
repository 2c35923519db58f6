import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConnectionError } from "../../../clients/problems.ts";
import type { Deployment } from "../../../generated/api.ts";
import { aDeployment } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { untilTheEnd } from "../testing/events.ts";
import { fakeSession } from "../testing/fake-session.ts";
import { carryOut, type Agreed, type Progress } from "./carry-out.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const agreed: Agreed = {
  kind: "deploy",
  app: "api-service",
  version: "c0ffee1-9",
  environment: "staging",
  reason: " try it ",
  adopt: false,
  seen: "42540c4-123",
  key: "7f3a9c01",
};
const queued = aDeployment({ status: "queued" });
const unreachable = new ConnectionError("smithd does not answer.", {
  unsent: false,
  temporary: true,
  next: "",
  cause: undefined,
});

interface Answers {
  /** To the request, one after the other. */
  request: (Deployment | Error)[];
  /** To each look at what became of it. */
  look?: (Deployment | Error)[];
}

async function carriedOut(what: Agreed, { request, look = [] }: Answers) {
  const signal = untilTheEnd();
  const requests: { header?: unknown; body: object }[] = [];
  const answer = (answers: (Deployment | Error)[]) => {
    const next = answers.shift()!;
    if (next instanceof Error) throw next;
    return next;
  };
  const create = async (asked: { header?: unknown; body: object }) => {
    requests.push(asked);
    return answer(request);
  };
  const deploymentView = async () => answer(look);
  const { session } = fakeSession(
    { deploymentCreate: create, rollbackCreate: create, deploymentView },
    signal,
  );
  const seen: Progress[] = [];
  const all = async () => {
    for await (const progress of carryOut(session, what, signal)) seen.push(progress);
  };
  await Promise.all([all(), vi.advanceTimersByTimeAsync(60_000)]);
  return { kinds: seen.map(({ kind }) => kind), last: seen.at(-1)!, seen, requests };
}

test("a deployment is asked for and followed to its end", async () => {
  const { kinds, requests } = await carriedOut(agreed, { request: [queued], look: [queued, aDeployment()] });
  expect(kinds).toEqual(["sending", "under way", "under way", "ended"]);
  expect(requests).toMatchObject([{ path: { app: "api-service" } }]);
  expect(requests[0]!.body).toEqual({
    version: "c0ffee1-9",
    environment: "staging",
    expectedVersion: "42540c4-123",
    reason: "try it",
  });
});

test("adopting is asked for only where it was agreed to, and an empty reason is none", async () => {
  const { requests } = await carriedOut(
    { ...agreed, adopt: true, reason: " " },
    { request: [aDeployment()] },
  );
  expect(requests[0]!.body).toEqual({
    version: "c0ffee1-9",
    environment: "staging",
    expectedVersion: "42540c4-123",
    adopt: true,
  });
});

test("a rollback says from where and where to", async () => {
  const { requests } = await carriedOut({ ...agreed, kind: "rollback" }, { request: [aDeployment()] });
  expect(requests[0]!.body).toEqual({
    environment: "staging",
    to: "c0ffee1-9",
    from: "42540c4-123",
    reason: "try it",
  });
});

test("in an outage the same request is sent again, so that it is accepted once", async () => {
  const away = aProblem(503, "database-unavailable", "The database cannot be reached.");
  const { kinds, seen, requests } = await carriedOut(agreed, { request: [unreachable, away, aDeployment()] });
  expect(kinds).toEqual(["sending", "sending", "sending", "ended"]);
  expect(seen[1]).toMatchObject({ trouble: { message: "smithd does not answer." } });
  expect(requests).toHaveLength(3);
  for (const { header } of requests) expect(header).toEqual({ "Idempotency-Key": agreed.key });
});

test("an outage meanwhile is told, and waited out", async () => {
  const { kinds, seen } = await carriedOut(agreed, {
    request: [queued],
    look: [unreachable, aDeployment({ status: "superseded" })],
  });
  expect(kinds).toEqual(["sending", "under way", "under way", "ended"]);
  expect(seen[2]).toMatchObject({ trouble: { message: "smithd does not answer." } });
  expect(seen[3]).toMatchObject({ deployment: { status: "superseded" } });
});

test("what smithd refuses is not asked for again", async () => {
  const refusal = aProblem(409, "running-version-changed", "badc0de-7 runs in staging now.");
  const { last, requests } = await carriedOut(agreed, { request: [refusal] });
  expect(last).toMatchObject({ kind: "refused", trouble: { code: "running-version-changed" } });
  expect(requests).toHaveLength(1);
});

test("what was accepted is never refused: it goes on, though smithd says no more of it", async () => {
  const revoked = aProblem(401, "key-revoked", "The API key was revoked.");
  const writing = aDeployment({ id: "d-9", status: "writing" });
  const { kinds, last } = await carriedOut(agreed, { request: [queued], look: [writing, revoked] });
  expect(kinds).toEqual(["sending", "under way", "under way", "under way"]);
  expect(last).toMatchObject({
    deployment: { id: "d-9" },
    trouble: { code: "key-revoked" },
    isOutOfSight: true,
  });
});
