import { expect, test, vi } from "vitest";
import { aDeployment } from "../testing/a-deployment.ts";
import { agreed } from "../testing/agreed.ts";
import { aProblem } from "../testing/a-problem.ts";
import { fakeFeed, untilTheEnd } from "../testing/events.ts";
import { fakeSession } from "../testing/fake-session.ts";
import type { Progress } from "./carry-out.ts";
import { createChanges } from "./changes.ts";

test("a change is carried out once, though nobody follows it any more, and is there for who comes back", async () => {
  const signal = untilTheEnd();
  const answer = Promise.withResolvers<void>();
  const deploymentCreate = vi.fn(async () => {
    await answer.promise;
    return aDeployment();
  });
  const { client } = fakeSession({ deploymentCreate }, signal).session;
  const changes = createChanges({ client, feed: fakeFeed(signal) }, signal);

  const leaving = new AbortController();
  const first: Progress[] = [];
  for await (const progress of changes.follow(agreed, leaving.signal)) {
    first.push(progress);
    leaving.abort();
  }
  expect(first).toEqual([{ kind: "sending" }]);

  answer.resolve();
  await vi.waitFor(async () => {
    for await (const progress of changes.follow(agreed, signal)) {
      expect(progress.kind).toBe("ended");
      return;
    }
  });
  expect(deploymentCreate).toHaveBeenCalledOnce();
});

test("what is refused is told apart only where nobody follows it", async () => {
  const signal = untilTheEnd();
  const deploymentCreate = async () => {
    throw aProblem(409, "on-hold", "staging is on hold.");
  };
  const { client } = fakeSession({ deploymentCreate }, signal).session;
  const changes = createChanges({ client, feed: fakeFeed(signal) }, signal);
  const unseen = changes.refusedUnseen(signal)[Symbol.asyncIterator]();

  for await (const { kind } of changes.follow(agreed, signal)) if (kind === "refused") break;
  const left = { ...agreed, environment: "production" };
  const leaving = new AbortController();
  changes.follow(left, leaving.signal);
  leaving.abort();
  expect((await unseen.next()).value).toMatchObject({
    agreed: left,
    trouble: { message: "staging is on hold." },
  });
});
