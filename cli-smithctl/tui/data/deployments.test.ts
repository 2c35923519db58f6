import { expect, test, vi } from "vitest";
import { aDeployment } from "../testing/a-deployment.ts";
import { anEvent, fakeFeed, untilTheEnd } from "../testing/events.ts";
import { fakeSession } from "../testing/fake-session.ts";
import { openDeployments } from "./deployments.ts";

test("the deployments of one app in one environment are read again where events are of these", async () => {
  const signal = untilTheEnd();
  const deploymentList = vi.fn(async () => ({ items: [aDeployment()] }));
  const { session } = fakeSession({ deploymentList }, signal);
  const feed = fakeFeed(signal);
  const list = openDeployments({ ...session, feed }, { app: "api-service", environment: "staging" });
  void (async () => {
    for await (const state of list.states(signal)) void state;
  })();
  await vi.waitFor(() => expect(deploymentList).toHaveBeenCalledTimes(1));

  const happens = async (...events: Parameters<typeof anEvent>) => {
    feed.put({ kind: "events", events: events.map((event) => anEvent({ deployment: "d-9", ...event })) });
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await happens({ app: "billing", environment: "staging" });
  await happens({ app: "api-service", environment: "production" });
  expect(deploymentList).toHaveBeenCalledTimes(1);
  await happens({ app: "api-service", environment: "staging" });
  expect(deploymentList).toHaveBeenCalledTimes(2);
});
