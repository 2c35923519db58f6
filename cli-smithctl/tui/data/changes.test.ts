import { expect, test, vi } from "vitest";
import { aDeployment } from "../testing/a-deployment.ts";
import { fakeFeed, untilTheEnd } from "../testing/events.ts";
import { fakeSession } from "../testing/fake-session.ts";
import type { Agreed, Progress } from "./carry-out.ts";
import { createChanges } from "./changes.ts";

const agreed: Agreed = {
  kind: "deploy",
  app: "api-service",
  version: "c0ffee1-9",
  environment: "staging",
  reason: "",
  adopt: false,
  seen: "",
};

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
