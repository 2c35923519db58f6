import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Deployment } from "../../../generated/api.ts";
import { aDeployment } from "../testing/a-deployment.ts";
import { aProblem } from "../testing/a-problem.ts";
import { anEvent, fakeFeed, untilTheEnd } from "../testing/events.ts";
import { followDeployment, type Followed } from "./follow-deployment.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const away = aProblem(503, "database-unavailable", "The database cannot be reached.");
const queued = aDeployment({ status: "queued" });
const writing = aDeployment({ status: "writing" });

/** What is seen of a deployment that was queued, where smithd gives these answers. */
async function follow(...answers: (Deployment | Error)[]): Promise<Followed[]> {
  const deploymentView = async () => {
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const signal = untilTheEnd();
  const smithd = { client: { deploymentView }, feed: fakeFeed(signal) };
  const seen: Followed[] = [];
  const all = async () => {
    for await (const each of followDeployment(smithd, queued, signal)) seen.push(each);
  };
  const following = all();
  await Promise.all([following, vi.runAllTimersAsync()]);
  return seen;
}

test("it is looked at until it has ended", async () => {
  const seen = await follow(writing, aDeployment());
  expect(seen.map(({ deployment }) => deployment.status)).toEqual(["queued", "writing", "deployed"]);
});

test("outages are waited out, and told beside what is known", async () => {
  const seen = await follow(writing, away, away, aDeployment({ status: "failed" }));
  expect(seen.map(({ deployment, trouble }) => [deployment.status, trouble?.code])).toEqual([
    ["queued", undefined],
    ["writing", undefined],
    ["writing", "database-unavailable"],
    ["writing", "database-unavailable"],
    ["failed", undefined],
  ]);
});

test("what does not pass by itself is thrown", async () => {
  await expect(follow(aProblem(401, "key-unknown", "The API key is not known."))).rejects.toThrow(
    "The API key is not known.",
  );
});

/** How often a deployment that does not end is looked at. */
function watchLooks(known: Deployment) {
  const signal = untilTheEnd();
  const feed = fakeFeed(signal);
  const deploymentView = vi.fn(async () => known);
  void (async () => {
    for await (const seen of followDeployment({ client: { deploymentView }, feed }, known, signal)) void seen;
  })().catch(() => "The test ended.");
  const looksWithin = async (ms: number) => {
    deploymentView.mockClear();
    await vi.advanceTimersByTimeAsync(ms);
    return deploymentView.mock.calls.length;
  };
  return { feed, looksWithin };
}

test("it is looked at less often as it takes longer, and when an event names it", async () => {
  const { feed, looksWithin } = watchLooks(writing);
  expect(await looksWithin(5000)).toBe(20);
  expect(await looksWithin(60_000)).toBe(30);
  feed.put({ kind: "events", events: [anEvent({ deployment: "another" })] });
  expect(await looksWithin(100)).toBe(0);
  feed.put({ kind: "events", events: [anEvent({ deployment: writing.id })] });
  expect(await looksWithin(100)).toBe(1);
});

test("one that stalls is looked at every five seconds", async () => {
  const stalledBy = { code: "gitops-unreachable", detail: "git.example.com does not answer." };
  const { looksWithin } = watchLooks({ ...writing, stalledBy });
  expect(await looksWithin(60_000)).toBe(12);
});
